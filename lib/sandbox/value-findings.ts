import type { ConfigurationFinding } from "./configuration-checks";
import type { CtyValue } from "./cty-value";

/** PENDING */
export function valueFindings(_type: string, _config: CtyValue): readonly ConfigurationFinding[] {
  return [];
}
