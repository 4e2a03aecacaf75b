import type { JsonRecord } from "../../../../lib/core/json";
import { guardrail, judge, PASS, type Rule, type RuleOf, type Verdicts } from "../../../../lib/guardrails";
import { expectAt } from "../../../../lib/guardrails/values";

/** The day of these tests. */
export const TODAY = "2026-11-21";

/** What a planted rule says of itself. */
export const TEXTS = {
  title: "Every volume is encrypted",
  severity: "high",
  why: "Whoever gets a copy reads it.",
  fix: "encrypt it",
  controls: { soc2: ["PI1.5"], pci: ["1.3.1"] },
  aliases: ["CKV_AWS_3"],
  examples: () => ({ pass: [], fail: [] }),
} as const;

/** A rule that a test can break in every way: a volume has to be encrypted. */
export const volumeRule: RuleOf<"resource"> = guardrail({
  ...TEXTS,
  id: "planted/encrypted-volume",
  subject: "resource",
  types: ["aws_ebs_volume"],
  check: ({ config }) => expectAt(config, "encrypted").toBe(true),
});

/** A rule with another severity and whatever else. */
export function volumeRuleWith(changes: Partial<RuleOf<"resource">>): RuleOf<"resource"> {
  return { ...volumeRule, ...changes };
}

/** A rule that throws on some resources. */
export const throwingRule = volumeRuleWith({
  id: "planted/throwing",
  check: ({ name }) => {
    if (name === "bad") throw new Error("there is no such thing");
    return PASS;
  },
});

/** A stack with volumes, by name, as cdktf writes them. */
export function stackOf(volumes: Readonly<Record<string, JsonRecord>>, marks: JsonRecord = {}): JsonRecord {
  const entries = Object.entries(volumes).map(([name, config]): [string, JsonRecord] => [
    name,
    { ...config, "//": { metadata: { path: `app/${name}/Resource` } } },
  ]);
  return { "//": { palisade: marks }, resource: { aws_ebs_volume: Object.fromEntries(entries) } };
}

/** What the rules say of a stack called `app`. */
export function verdictsOf(
  json: JsonRecord,
  rules: readonly Rule[] = [volumeRule],
  baseline?: ReadonlySet<string>,
): Verdicts {
  return judge([{ name: "app", json }], { rules, today: TODAY, ...(baseline === undefined ? {} : { baseline }) });
}

/** A suppression that holds today. */
export const SUPPRESSION = {
  rule: "planted/encrypted-volume",
  scope: "app/a",
  reason: "the data is public and replaced every night",
  owner: "storage",
  created: "2026-11-01",
  expires: "2026-12-01",
} as const;
