import { runRules } from "./engine";
import { EXAMPLE_DAY } from "./example";
import { FRAMEWORKS, type Rule, type RuleExample } from "./rule";

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Runs a rule on its own examples and looks at its texts.
 *
 * @returns what is wrong with the rule, one sentence each; none when it is right
 */
export function verifyRule(rule: Rule): readonly string[] {
  const { pass, fail, unknown = [], notApplicable = [] } = rule.examples();
  return [
    ...textFaults(rule),
    ...(pass.length === 0 ? ["it has no example that passes"] : []),
    ...(fail.length === 0 ? ["it has no example that fails"] : []),
    ...pass.flatMap((example) => verdictFaults(rule, example, "pass")),
    ...fail.flatMap((example) => verdictFaults(rule, example, "fail")),
    ...unknown.flatMap((example) => verdictFaults(rule, example, "unknown")),
    ...notApplicable.flatMap((example) => verdictFaults(rule, example, "not applicable")),
  ];
}

/** What a rule makes of an example: the worst that it says of it. */
export type ExampleVerdict = "pass" | "fail" | "unknown" | "not applicable" | "error";

/** Judges an example by one rule. */
export function verdictOf(rule: Rule, example: RuleExample): ExampleVerdict {
  const stacks = Object.entries(example.stacks).map(([name, json]) => ({ name, json }));
  const { findings, doubts, errors, counts } = runRules(stacks, { rules: [rule], today: EXAMPLE_DAY });
  if (errors.length > 0) return "error";
  if (findings.length > 0) return "fail";
  if (doubts.length > 0) return "unknown";
  return counts.some(({ pass }) => pass > 0) ? "pass" : "not applicable";
}

function verdictFaults(rule: Rule, example: RuleExample, expected: ExampleVerdict): readonly string[] {
  const verdict = verdictOf(rule, example);
  return verdict === expected ? [] : [`the example "${example.says}" should give ${expected}, and gives ${verdict}`];
}

function textFaults(rule: Rule): readonly string[] {
  const faults: string[] = [];
  if (!ID.test(rule.id)) faults.push(`its id is no family and name in small letters: ${JSON.stringify(rule.id)}`);
  for (const name of ["title", "why", "fix"] as const) {
    if (rule[name].trim() === "") faults.push(`it has no ${name}`);
  }
  for (const name of ["title", "fix"] as const) {
    if (rule[name].endsWith(".")) faults.push(`its ${name} ends in a full stop`);
  }
  const controls = Object.entries(rule.controls ?? {});
  for (const [framework] of controls) {
    if (!Object.hasOwn(FRAMEWORKS, framework)) faults.push(`it names an unknown framework: ${framework}`);
  }
  if (controls.length === 0 && (rule.aliases ?? []).length === 0 && rule.source === undefined) {
    faults.push("it says of no control, no scanner and no source where it comes from");
  }
  return faults;
}
