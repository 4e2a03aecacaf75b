import { textAt } from "../../../lib/core/json";
import type { SynthesizedResource } from "../../../lib/truth/synthesized-resource";

/**
 * The one thing that the environments keep in their state although a provider calls it sensitive: `ClusterAccess` asks
 * AWS for the number of its newest image. The provider calls every parameter's value so, whatever it is.
 */
export const PUBLIC_PARAMETERS = "data aws_ssm_parameter.value";

/**
 * Whether a parameter is one that AWS publishes for everybody. Nobody else can write below this path (AWS Systems Manager
 * User Guide, "Discovering public parameters").
 */
export function isPublicParameter({ mode, config }: SynthesizedResource): boolean {
  return mode === "data" && (textAt(config, "name") ?? "").startsWith("/aws/service/");
}
