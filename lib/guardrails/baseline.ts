import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { Checker } from "../core/checks";
import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord, textAt } from "../core/json";
import type { Finding } from "./finding";
import { SUPPRESSION_RULE, type Verdicts } from "./judge";
import type { Rule } from "./rule";

/** A finding that was accepted as it is. Only its fingerprint counts; the rest is for the reader. */
export interface BaselineEntry {
  /** Fingerprint of the finding. */
  readonly fingerprint: string;
  /** Rule that it is of. */
  readonly rule: string;
  /** Stack. */
  readonly stack: string;
  /** Construct path. */
  readonly path: string;
  /** Place inside of the thing; empty for the thing itself. */
  readonly field: string;
}

/** Form of the file. A file of another form is refused. */
const VERSION = 1;

const FIELDS = ["fingerprint", "rule", "stack", "path", "field"] as const;

function noBaseline(file: string): Problem {
  return {
    what: "there is no such baseline",
    doThis: "write one with --write-baseline, or leave --baseline out",
    where: file,
  };
}

function noObject(file: string): Problem {
  return {
    what: "the baseline is not a JSON object",
    allowed: `an object with "version" and "findings"`,
    doThis: "write it anew with --write-baseline",
    where: file,
  };
}

function otherVersion(got: unknown): Problem {
  return {
    what: "the baseline has another form than this version of Palisade reads",
    got: got ?? null,
    allowed: `"version": ${VERSION}`,
    doThis: "write it anew with --write-baseline",
  };
}

function noFindings(got: unknown): Problem {
  return {
    what: "the baseline has no list of findings",
    got: got ?? null,
    allowed: '"findings": [...], empty when there are none',
    doThis: "write it anew with --write-baseline",
  };
}

function malformedEntry(index: number, got: unknown): Problem {
  return {
    what: `entry ${index} of the findings is not one`,
    got,
    allowed: `an object with the texts ${FIELDS.join(", ")}, and a fingerprint of 32 hexadecimal digits`,
    doThis: "take the entry out, or write the file anew with --write-baseline",
  };
}

function repeatedEntry(index: number, fingerprint: string): Problem {
  return {
    what: `entry ${index} of the findings stands there twice`,
    got: fingerprint,
    doThis: "take one of the two out",
  };
}

/** Findings that were accepted as they are, so that only new ones count. */
export class Baseline {
  /** Fingerprints of the accepted findings. */
  public readonly fingerprints: ReadonlySet<string>;

  private constructor(
    /** The accepted findings, in the order of rule, stack and place. */
    public readonly entries: readonly BaselineEntry[],
  ) {
    this.fingerprints = new Set(entries.map(({ fingerprint }) => fingerprint));
  }

  /**
   * Accepts every finding that nobody answers for already. A faulty suppression is never accepted, nor is what nobody
   * can be let off.
   *
   * @param rules those that the findings are of
   */
  public static of({ findings }: Verdicts, rules: readonly Rule[]): Baseline {
    const strict = new Set(rules.flatMap(({ id, unsuppressible }) => (unsuppressible === true ? [id] : [])));
    const accepted = findings.filter((finding) => isAcceptable(finding) && !strict.has(finding.rule));
    return new Baseline(accepted.map(entryOf).sort(byPlace));
  }

  /** Reads a committed baseline. @throws PalisadeError with every fault of the file at once */
  public static read(file: string): Baseline {
    if (!existsSync(file)) throw new PalisadeError([noBaseline(file)]);
    const json = parse(file);
    const check = new Checker(file);
    check.that(json["version"] === VERSION, () => otherVersion(json["version"]));
    const findings = json["findings"];
    const list: readonly unknown[] = Array.isArray(findings) ? findings : [];
    check.that(Array.isArray(findings), () => noFindings(findings));
    const entries = new Map<string, BaselineEntry>();
    for (const [index, item] of list.entries()) {
      const entry = readEntry(item);
      if (entry === undefined) check.add(malformedEntry(index, item));
      else if (entries.has(entry.fingerprint)) check.add(repeatedEntry(index, entry.fingerprint));
      else entries.set(entry.fingerprint, entry);
    }
    check.done();
    return new Baseline([...entries.values()].sort(byPlace));
  }

  /**
   * The entries for which there is no finding any more, so that they can be taken out.
   *
   * @param verdicts what the rules say today; entries of stacks that were not judged are left alone
   */
  public goneFrom(verdicts: Verdicts): readonly BaselineEntry[] {
    const found = new Set(verdicts.findings.map(({ fingerprint }) => fingerprint));
    const judged = new Set(verdicts.stacks);
    return this.entries.filter(({ fingerprint, stack }) => judged.has(stack) && !found.has(fingerprint));
  }

  /** The text of the file: sorted, a line for each finding, so that a reader can read its changes. */
  public text(): string {
    const lines = this.entries.map((entry) => `    ${JSON.stringify(entry)}`);
    const findings = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
    return `{\n  "version": ${VERSION},\n  "findings": ${findings}\n}\n`;
  }

  /** Writes the file. */
  public write(file: string): void {
    writeFileSync(file, this.text());
  }
}

function isAcceptable({ suppression, rule }: Finding): boolean {
  return suppression === undefined && rule !== SUPPRESSION_RULE;
}

function entryOf({ fingerprint, rule, stack, path, field }: Finding): BaselineEntry {
  return { fingerprint, rule, stack, path, field };
}

function readEntry(item: unknown): BaselineEntry | undefined {
  const [fingerprint, rule, stack, path, field] = FIELDS.map((name) => textAt(item, name));
  if (fingerprint === undefined || !/^[0-9a-f]{32}$/.test(fingerprint)) return undefined;
  if (rule === undefined || stack === undefined || path === undefined || field === undefined) return undefined;
  return { fingerprint, rule, stack, path, field };
}

function parse(file: string): JsonRecord {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isJsonRecord(json)) return json;
  } catch {
    // Said below in our own words.
  }
  throw new PalisadeError([noObject(file)]);
}

function byPlace(first: BaselineEntry, second: BaselineEntry): number {
  for (const name of ["rule", "stack", "path", "field", "fingerprint"] as const) {
    if (first[name] !== second[name]) return first[name] < second[name] ? -1 : 1;
  }
  return 0;
}
