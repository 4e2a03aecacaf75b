import { asText, isJsonRecord, type JsonRecord } from "../core/json";
import { holdsReference } from "../truth/terraform-text";
import { type FieldPath, fail, type Judgement, PASS, unknown } from "./verdict";

/** What stands at a place of a configuration. */
export type Reading =
  | { readonly state: "absent" }
  | { readonly state: "unknown" }
  | { readonly state: "known"; readonly value: unknown };

/** What is known to stand there; undefined where that is nothing. */
export function valueIn(found: Reading): unknown {
  return found.state === "known" ? found.value : undefined;
}

const ABSENT: Reading = { state: "absent" };
const UNKNOWN: Reading = { state: "unknown" };

/**
 * Reads one place. A block that stands once may be written with its list or without; null is the same as nothing.
 *
 * @param path names, and places in lists: `["versioning_configuration", "status"]`
 */
export function read(root: unknown, path: FieldPath): Reading {
  let current: unknown = root;
  for (const part of path) {
    if (typeof part === "string" && Array.isArray(current)) current = current.length === 1 ? current[0] : undefined;
    if (typeof current === "string" && holdsReference(current)) return UNKNOWN;
    if (Array.isArray(current)) current = current[Number(part)];
    else if (isJsonRecord(current)) {
      // A block that is made at plan time may hold what is looked for.
      if (!(part in current) && isJsonRecord(current["dynamic"]) && part in current["dynamic"]) return UNKNOWN;
      current = Object.hasOwn(current, part) ? current[part] : undefined;
    } else return ABSENT;
  }
  if (current === undefined || current === null) return ABSENT;
  if (typeof current === "string" && holdsReference(current)) return UNKNOWN;
  return { state: "known", value: plain(current) };
}

/** Terraform takes a truth value in quotes for what it says. */
function plain(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}

/** What a rule says of a place where nothing stands: as if it were wrong, right, or none of its business. */
export type WhenAbsent = "fail" | "pass" | "not-applicable";

/** A place of a configuration, about which a rule can say what has to stand there. */
export class Expectation {
  public constructor(
    private readonly root: JsonRecord,
    private readonly path: FieldPath,
    private readonly base: FieldPath,
  ) {}

  /** One of these values, and nothing else. @param absent what it means that nothing stands there, which depends on the default */
  public toBe(values: unknown | readonly unknown[], absent: WhenAbsent = "fail"): Judgement | undefined {
    const allowed = Array.isArray(values) ? values : [values];
    const shown = allowed.map((value) => JSON.stringify(value)).join(" or ");
    return this.toSatisfy((value) => allowed.includes(value), shown, absent);
  }

  /** None of these values. */
  public notToBe(values: unknown | readonly unknown[], absent: WhenAbsent = "pass"): Judgement | undefined {
    const refused = Array.isArray(values) ? values : [values];
    const shown = `anything but ${refused.map((value) => JSON.stringify(value)).join(" and ")}`;
    return this.toSatisfy((value) => !refused.includes(value), shown, absent);
  }

  /** A number of at least so many. @param unit what it counts, for the message */
  public toBeAtLeast(least: number, unit: string, absent: WhenAbsent = "fail"): Judgement | undefined {
    return this.toSatisfy((value) => Number(asText(value)) >= least, `at least ${least} ${unit}`, absent);
  }

  /** A number of at most so many. @param unit what it counts, for the message */
  public toBeAtMost(most: number, unit: string, absent: WhenAbsent = "fail"): Judgement | undefined {
    return this.toSatisfy((value) => Number(asText(value)) <= most, `at most ${most} ${unit}`, absent);
  }

  /** Something, whatever it is, known or not. An empty text or list is nothing. @param expected what should stand there, for the message */
  public toStand(expected: string): Judgement {
    const found = read(this.root, this.path);
    if (found.state === "unknown") return PASS;
    const isEmpty = found.state === "absent" || found.value === "" || isEmptyList(found.value);
    return isEmpty ? fail([...this.base, ...this.path], expected) : PASS;
  }

  /**
   * Whatever a condition takes.
   *
   * @param expected what it takes, for the message
   */
  public toSatisfy(
    condition: (value: unknown) => boolean,
    expected: string,
    absent: WhenAbsent = "fail",
  ): Judgement | undefined {
    const found = read(this.root, this.path);
    const at = [...this.base, ...this.path];
    if (found.state === "unknown") return unknown(at);
    if (found.state === "known") return condition(found.value) ? PASS : fail(at, expected, found.value);
    if (absent === "not-applicable") return undefined;
    return absent === "pass" ? PASS : fail(at, expected);
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * What has to stand at a place: `expect(config, "storage_encrypted").toBe(true)`.
 *
 * @param root where the path starts
 * @param path names with dots between, or a list of names and places in lists
 * @param base where the root stands in the subject. @default - it is the subject
 */
export function expectAt(root: JsonRecord, path: string | FieldPath, base: FieldPath = []): Expectation {
  return new Expectation(root, typeof path === "string" ? path.split(".") : path, base);
}
