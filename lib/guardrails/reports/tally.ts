import type { Finding } from "../finding";
import { openFindings, type Verdicts } from "../judge";
import type { Effect } from "../severity";

/** How much there is of everything in a report. */
export interface Tally {
  /** Open findings, by what they do. */
  readonly open: Readonly<Record<Effect, number>>;
  /** Findings that somebody answers for. */
  readonly suppressed: number;
  /** Findings that the baseline knew, and that nobody answers for. */
  readonly known: number;
  /** Times it could not be told. */
  readonly unknown: number;
  /** Times a rule holds. */
  readonly passed: number;
  /** Rules that failed to judge. */
  readonly errors: number;
}

/** Counts what the rules said. */
export function tallyOf(verdicts: Verdicts): Tally {
  const open = openFindings(verdicts);
  const withEffect = (wanted: Effect): number => open.filter(({ effect }) => effect === wanted).length;
  return {
    open: { block: withEffect("block"), warn: withEffect("warn"), report: withEffect("report") },
    suppressed: verdicts.findings.filter(isSuppressed).length,
    known: verdicts.findings.filter(isKnownOnly).length,
    unknown: verdicts.doubts.length,
    passed: verdicts.counts.reduce((sum, { pass }) => sum + pass, 0),
    errors: verdicts.errors.length,
  };
}

/** Somebody answers for it. */
export function isSuppressed({ suppression }: Finding): boolean {
  return suppression !== undefined;
}

/** The baseline knew it, and nobody answers for it. */
export function isKnownOnly({ suppression, isKnown }: Finding): boolean {
  return suppression === undefined && isKnown === true;
}

/** Lists in groups by a key, in the order in which each key comes first. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
