import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { transformSync } from "@swc/core";
import type { Rule } from "../../lib/guardrails";
import { verdictOf } from "../../lib/guardrails/verify-rule";

/** A mutant that takes longer than this hangs, which is noticed as well. */
const LIMIT_MILLISECONDS = 2_000;

/**
 * Whether some example of a rule tells that its source was changed: an example comes out otherwise, the rule throws, or
 * it does not come to an end.
 *
 * @param file absolute file that the source stands for
 */
export function isNoticed(id: string, file: string, source: string): boolean {
  const judge = (): boolean => isWrong(ruleIn(id, file, source));
  try {
    return new Script("judge()").runInNewContext({ judge }, { timeout: LIMIT_MILLISECONDS }) === true;
  } catch {
    return true;
  }
}

function ruleIn(id: string, file: string, source: string): Rule {
  const { code } = transformSync(source, {
    filename: file,
    swcrc: false,
    configFile: false,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const exported: Record<string, Rule> = {};
  const requireBeside = (name: string): unknown => require(name.startsWith(".") ? join(dirname(file), name) : name);
  new Function("exports", "require", code)(exported, requireBeside);
  const rule = Object.values(exported).find((each) => each.id === id);
  if (rule === undefined) throw new Error(`${file} exports no rule ${id}`);
  return rule;
}

function isWrong(rule: Rule): boolean {
  const { pass, fail, unknown = [], notApplicable = [] } = rule.examples();
  return (
    fail.some((example) => verdictOf(rule, example) !== "fail") ||
    pass.some((example) => verdictOf(rule, example) !== "pass") ||
    unknown.some((example) => verdictOf(rule, example) !== "unknown") ||
    notApplicable.some((example) => verdictOf(rule, example) !== "not applicable")
  );
}
