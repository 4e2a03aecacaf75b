import type { JsonRecord } from "../core/json";
import { resourcesOf } from "../truth/synthesized-resource";
import { checkValues } from "../truth/values/value-checks";
import { Vouched } from "../truth/vouched";
import type { ConfigurationFinding } from "./configuration-checks";
import type { CtyValue } from "./cty-value";
import type { ValuePath } from "./replacement";

/**
 * What the checks of values find, in the form that becomes a diagnostic at the attribute.
 *
 * @param stack the stack, which says what somebody answers for. A provider is not told which resource it is asked of, so
 * that this holds for the argument in every resource of the type
 */
export function valueFindings(stack: JsonRecord): (type: string, config: CtyValue) => readonly ConfigurationFinding[] {
  const vouched = vouchedArguments(stack);
  return (type, config) =>
    checkValues(type, config)
      .filter(({ attributePath }) => !vouched.has(`${type} ${attributePath}`))
      .map(({ attributePath, message }) => ({
        path: parsePath(attributePath),
        summary: "Invalid value",
        detail: `${attributePath}: ${message}.`,
      }));
}

function vouchedArguments(stack: JsonRecord): ReadonlySet<string> {
  const all = [...resourcesOf(stack)].flatMap((resource) =>
    Vouched.of(resource).names.map((name) => `${resource.type} ${name}`),
  );
  return new Set(all);
}

/** `vpc_config[0].public_access_cidrs[1]` as steps. */
function parsePath(text: string): ValuePath {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, place, name = ""]) =>
    place === undefined ? name : Number(place),
  );
}
