import { askVersion, type TerraformVersion } from "../sandbox/terraform-version";
import { callerEnvironment, requestedBinary } from "./caller";
import { fetchedTerraform } from "./terraform-fetch";

/** A Terraform or OpenTofu that can be used. */
export interface TerraformBinary extends TerraformVersion {
  /** Absolute path, or a name on the path. */
  readonly path: string;
}

/** What came of looking for a binary: one that can be used, or the reason why there is none, as a clause. */
export type BinarySearch = { readonly binary: TerraformBinary } | { readonly reason: string };

/**
 * The oldest version that can be used, the same for both. Write-only arguments came with Terraform 1.11.0 (Terraform
 * changelog) and OpenTofu 1.11 (OpenTofu changelog).
 */
export const MINIMUM_VERSION = "1.11.0";

const CANDIDATES = ["terraform", "tofu"];

/**
 * Looks for a binary: the one that `TERRAFORM_BINARY_NAME` names, or else `terraform`, then `tofu` on the path, then
 * the one that was fetched earlier. One that is too old is passed over.
 */
export async function findTerraform(environment: NodeJS.ProcessEnv = callerEnvironment()): Promise<BinarySearch> {
  const requested = requestedBinary(environment);
  const candidates = requested === undefined ? [...CANDIDATES, fetchedTerraform(environment)] : [requested];
  const tooOld: TerraformBinary[] = [];
  for (const candidate of candidates) {
    const answer = await askVersion(candidate, environment);
    if (answer === undefined) continue;
    const binary = { path: candidate, ...answer };
    if (isAtLeast(binary.version, MINIMUM_VERSION)) return { binary };
    tooOld.push(binary);
  }
  return { reason: reasonFor(requested, tooOld) };
}

function reasonFor(requested: string | undefined, tooOld: readonly TerraformBinary[]): string {
  if (tooOld.length > 0) {
    const found = tooOld.map(({ path, product, version }) => `${product} ${version} (${path})`).join(" and ");
    return `${found} is older than ${MINIMUM_VERSION}, the first version with write-only arguments`;
  }
  if (requested !== undefined) return `TERRAFORM_BINARY_NAME names ${requested}, which does not run`;
  return "neither terraform nor tofu is on the PATH";
}

/** Compares versions of three numbers. */
export function isAtLeast(version: string, minimum: string): boolean {
  const wanted = minimum.split(".").map(Number);
  const difference = version
    .split(".")
    .map((part, index) => Number(part) - (wanted[index] ?? 0))
    .find((part) => part !== 0);
  return (difference ?? 0) >= 0;
}
