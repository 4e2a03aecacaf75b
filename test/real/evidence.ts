import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isJsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import { FACT_KINDS, type Fact, factKey } from "../../lib/truth/fact";

/** Where it is written down what real programs accepted. */
const FOLDER = join(__dirname, "evidence");

/** What one real program accepted. */
export interface Evidence {
  /** The program as a reader knows it, such as `kube-apiserver`. */
  readonly program: string;
  /** Its exact version. */
  readonly version: string;
  /** What it accepted: the very facts that an examination of the stacks gives. */
  readonly facts: readonly Fact[];
}

/** Evidence together with the name of its file. */
export interface NamedEvidence extends Evidence {
  readonly name: string;
}

/** How strictly evidence is compared. */
export interface EvidenceOptions {
  /**
   * True for a program of the machine's own distribution, whose version nobody chose.
   * @default - another version than the recorded one is a difference
   */
  readonly anyVersion?: boolean;
}

const byText = (first: string, second: string) => (first < second ? -1 : first > second ? 1 : 0);

/** The content of a file: kinds in the order of the report, everything else by the alphabet, each fact once. */
function written({ program, version, facts }: Evidence): string {
  const kinds: Record<string, Record<string, string[]>> = {};
  for (const kind of FACT_KINDS) {
    const ofKind = facts.filter((fact) => fact.kind === kind);
    const owners = [...new Set(ofKind.map((fact) => fact.of))].sort(byText);
    if (owners.length === 0) continue;
    kinds[kind] = Object.fromEntries(
      owners.map((owner) => [
        owner,
        [...new Set(ofKind.filter((fact) => fact.of === owner).map(({ name }) => name))].sort(byText),
      ]),
    );
  }
  return `${JSON.stringify({ program, version, facts: kinds }, undefined, 1)}\n`;
}

function read(file: string): Evidence {
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  const kinds = recordAt(content, "facts");
  const facts = FACT_KINDS.flatMap((kind) =>
    Object.keys(recordAt(kinds, kind)).flatMap((of) =>
      listAt(kinds[kind], of).map((name) => ({ kind, of, name: String(name) })),
    ),
  );
  const [program, version] = [textAt(content, "program"), textAt(content, "version")];
  if (!isJsonRecord(content) || program === undefined || version === undefined) {
    throw new Error(`${file} is no evidence: it names no program and version`);
  }
  return { program, version, facts };
}

/** All evidence that was ever recorded, by the alphabet. Reads files only: no program is needed. */
export function readEvidence(folder = FOLDER): readonly NamedEvidence[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort(byText)
    .map((file) => ({ name: basename(file, ".json"), ...read(join(folder, file)) }));
}

const SHOWN = 20;

function listed(title: string, facts: readonly Fact[]): string[] {
  if (facts.length === 0) return [];
  const lines = facts.slice(0, SHOWN).map(({ kind, of, name }) => `  ${kind}, ${of}: ${name}`);
  const more = facts.length - lines.length;
  return [`${facts.length} ${title}:`, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** What is different between what was recorded and what was accepted now, as lines for a reader. */
function differences(recorded: Evidence, now: Evidence, { anyVersion = false }: EvidenceOptions): string[] {
  const before = new Set(recorded.facts.map(factKey));
  const after = new Set(now.facts.map(factKey));
  const same = anyVersion || (recorded.program === now.program && recorded.version === now.version);
  return [
    ...(same ? [] : [`recorded of ${recorded.program} ${recorded.version}, now ${now.program} ${now.version}`]),
    ...listed(
      "recorded and no longer accepted",
      recorded.facts.filter((fact) => !after.has(factKey(fact))),
    ),
    ...listed(
      "accepted and not recorded",
      now.facts.filter((fact) => !before.has(factKey(fact))),
    ),
  ];
}

/**
 * Compares what a real program accepted just now with what is recorded in `test/real/evidence/<name>.json`. With
 * `PALISADE_RECORD=1` it records instead.
 *
 * @param name file without its ending; one per program and purpose
 * @throws Error that lists every difference and says how to record
 */
export function expectEvidence(name: string, evidence: Evidence, options: EvidenceOptions = {}, folder = FOLDER): void {
  const file = join(folder, `${name}.json`);
  if (process.env["PALISADE_RECORD"] === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, written(evidence));
    return;
  }
  const lines = existsSync(file) ? differences(read(file), evidence, options) : ["nothing is recorded yet"];
  if (lines.length === 0) return;
  throw new Error(
    [
      `evidence/${name}.json is not what ${evidence.program} ${evidence.version} accepts`,
      ...lines,
      `If that is right, record it: PALISADE_RECORD=1 npm run test:real -- ${name}, and look at the difference in git.`,
    ].join("\n"),
  );
}
