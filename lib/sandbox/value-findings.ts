import type { ConfigurationFinding } from "./configuration-checks";
import type { CtyValue } from "./cty-value";
import type { ValuePath } from "./replacement";
import { checkValues } from "./value-checks";

/** What the checks of values find, in the form that becomes a diagnostic at the attribute. */
export function valueFindings(type: string, config: CtyValue): readonly ConfigurationFinding[] {
  return checkValues(type, config).map(({ attributePath, message }) => ({
    path: parsePath(attributePath),
    summary: "Invalid value",
    detail: `${attributePath}: ${message}.`,
  }));
}

/** `vpc_config[0].public_access_cidrs[1]` as steps. */
function parsePath(text: string): ValuePath {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, place, name = ""]) =>
    place === undefined ? name : Number(place),
  );
}
