import { dayNumber } from "../core/day";
import { asList, isJsonRecord, type JsonRecord, textAt } from "../core/json";
import { SUPPRESSIONS } from "../truth/synthesized-resource";
import type { Severity } from "./severity";

/** A finding that somebody answers for, until a day. */
export interface Suppression {
  /** Rule it is about. */
  readonly rule: string;
  /** Construct path it reaches: what stands there and below. */
  readonly scope: string;
  /** Why it is right here, as a sentence. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Day it was written, `2026-11-21`. */
  readonly created: string;
  /** Last day it holds. */
  readonly expires: string;
}

/** Days after which a suppression has to be thought over again, by severity. */
export const LONGEST_DAYS: Readonly<Record<Severity, number>> = { critical: 30, high: 90, medium: 180, low: 365 };

/** Shortest reason that says anything, in characters. */
export const SHORTEST_REASON = 15;

/** The suppressions that a stack carries. What is not one is left to whoever checks them. */
export function suppressionsOf(stackMarks: JsonRecord): readonly Suppression[] {
  return asList(stackMarks[SUPPRESSIONS]).flatMap((entry) => {
    if (!isJsonRecord(entry)) return [];
    const text = (name: string): string => textAt(entry, name) ?? "";
    return [
      {
        rule: text("rule"),
        scope: text("scope"),
        reason: text("reason"),
        owner: text("owner"),
        created: text("created"),
        expires: text("expires"),
      },
    ];
  });
}

/** Whether a suppression reaches a construct path. */
export function reaches({ scope }: Suppression, path: string): boolean {
  return path === scope || path.startsWith(`${scope}/`);
}

/** What a suppression has to say of itself. */
export type SuppressionTexts = Pick<Suppression, "reason" | "owner" | "created" | "expires">;

/** What the compiler asks for does not stand in plain JavaScript: what is left out says nothing. */
function written(suppression: SuppressionTexts): SuppressionTexts {
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const { reason, owner, created, expires } = suppression;
  return { reason: text(reason), owner: text(owner), created: text(created), expires: text(expires) };
}

/** What is wrong with what a suppression says of itself, whatever the day, as half sentences. */
export function suppressionFaults(suppression: SuppressionTexts): readonly string[] {
  const { reason, owner, created, expires } = written(suppression);
  const faults: string[] = [];
  if (reason.trim().length < SHORTEST_REASON) faults.push("it has no reason that says anything");
  if (owner.trim() === "") faults.push("nobody answers for it: it has no owner");
  const [from, until] = [dayNumber(created), dayNumber(expires)];
  if (from === undefined) faults.push(`created is no day such as 2026-11-21: ${JSON.stringify(created)}`);
  if (until === undefined) faults.push(`expires is no day such as 2026-11-21: ${JSON.stringify(expires)}`);
  if (from !== undefined && until !== undefined && until < from) faults.push("it expires before it was created");
  return faults;
}

/**
 * What is wrong with a suppression on a day, as half sentences; none when it holds.
 *
 * @param today `2026-11-21`
 */
export function faultsOf(suppression: Suppression, severity: Severity, today: string): readonly string[] {
  const { created, expires } = suppression;
  const faults = [...suppressionFaults(suppression)];
  const [from, until] = [dayNumber(created), dayNumber(expires)];
  if (from === undefined || until === undefined) return faults;
  if (created > today) faults.push(`it was created in the future, on ${created}`);
  if (until - from > LONGEST_DAYS[severity]) {
    faults.push(`it lasts ${until - from} days, and one of severity ${severity} at most ${LONGEST_DAYS[severity]}`);
  }
  if (expires < today) faults.push(`it expired on ${expires}`);
  return faults;
}
