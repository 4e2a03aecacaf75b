import { dayNumber } from "../../../core/day";
import { guardrail } from "../../rule";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { exampleKeySources, keySourcesOf, type StatedKeySource } from "./key-sources";

/** Nobody may promise to drill less often than that. */
const LONGEST_DAYS = 365;

export const drilledColdKey = guardrail({
  id: "chain/drilled-cold-key",
  title: "The recovery of every cold key was proven within the last year, or sooner where its owners promised so",
  severity: "high",
  why: "A copy that nobody ever read is none: that it is faded, or that one owner has left, is found out when everything else is lost.",
  fix: "have the owners bring the key back from one copy, offline, and write the day into lastDrill of KeySource.cold",
  controls: { nist: ["CP-4", "SC-12(1)"] },
  source: "NIST SP 800-53 Rev. 5, CP-4 (contingency plan testing) and SC-12(1) (availability of keys that are lost)",
  subject: "app",
  check: ({ stacks, today }) =>
    stacks
      .flatMap(keySourcesOf)
      .filter(({ custody }) => custody === "cold")
      .map((source) => on(source.stack, judge(source, today))),
  examples: () => {
    const cold = (says: string, lastDrill: unknown, drillDays?: unknown) =>
      exampleKeySources(says, { name: "withdrawals", custody: "cold", keys: [], lastDrill, drillDays });
    return {
      pass: [
        cold("a drill of today", "2026-11-21", 30),
        cold("a drill of a month ago, on the last day", "2026-10-22", 30),
        cold("a drill of a year ago, on the last day", "2025-11-21"),
      ],
      fail: [
        cold("a drill that is a day too long ago", "2026-10-21", 30),
        cold("a drill of more than a year ago", "2025-11-20"),
        cold("owners who promise nothing before ten years", "2025-11-20", 3650),
        cold("no drill", undefined),
        cold("a day that is none", "2026-02-30"),
        cold("a drill that is yet to come", "2026-11-22"),
      ],
      notApplicable: [
        exampleKeySources("a key that is not cold", { name: "wallet", custody: "aws-kms", keys: [] }),
        exampleKeySources("no key source"),
      ],
    };
  },
});

function judge(
  { markedAt, lastDrill, drillDays = LONGEST_DAYS }: StatedKeySource,
  today: string | undefined,
): Judgement {
  const at = [...markedAt, "lastDrill"];
  const days = Math.min(drillDays, LONGEST_DAYS);
  const expected = `a day of the last ${days} days`;
  const now = dayNumber(today ?? "");
  const then = dayNumber(lastDrill ?? "");
  if (then === undefined) return fail(at, expected, lastDrill);
  if (now === undefined) return unknown(at, "nobody said which day it is");
  const age = now - then;
  return age >= 0 && age <= days ? PASS : fail(at, expected, lastDrill);
}
