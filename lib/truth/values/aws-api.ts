import { type ApiValue, apiValuesOf } from "../../catalogue/aws/api-values";
import { show } from "../../core/errors";
import { between, oneOf, type ValueRule } from "./rule";

/**
 * The rules of one AWS type that AWS's own API models give: enumerations, patterns and bounds, by attribute path.
 * `tags{key}` stands for every key of a map.
 */
export function apiRules(type: string): Readonly<Record<string, ValueRule>> {
  const rules: Record<string, ValueRule> = {};
  for (const value of apiValuesOf(type)) {
    const rule = apiRule(value);
    if (rule === undefined) continue;
    const path = `${value.argument}${value.part === undefined ? "" : `{${value.part}}`}`;
    rules[path] = Object.assign(rule, { api: value });
  }
  return rules;
}

/** @returns undefined where the model takes any value of the type */
function apiRule({ type, words, pattern, min, max }: ApiValue): ValueRule | undefined {
  if (words !== undefined) return oneOf(...words);
  if (type === "number") return min === undefined && max === undefined ? undefined : between(min ?? 0, max);
  if (pattern === undefined && min === undefined && max === undefined) return undefined;
  const form = pattern === undefined ? undefined : wholeText(pattern);
  return (value) => {
    const text = String(value);
    const length = [...text].length;
    if (length < (min ?? 0) || length > (max ?? Number.POSITIVE_INFINITY)) {
      return `${show(text)} has ${length} characters, not ${lengths(min, max)}`;
    }
    return form === undefined || form.test(text) ? undefined : `${show(text)} does not fit ${pattern}`;
  };
}

function lengths(min = 0, max?: number): string {
  return max === undefined ? `${min} or more` : `${min} to ${max}`;
}

/** AWS means the whole text, also where a pattern has no anchors. Most are written for a reader of Unicode classes. */
function wholeText(pattern: string): RegExp {
  const whole = `^(?:${pattern})$`;
  try {
    return new RegExp(whole, "u");
  } catch {
    return new RegExp(whole);
  }
}
