import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../core/json";
import type { TerraformVersion } from "./terraform-version";
import { normalizeProviderSource, providersInUse } from "./used-types";

/** One provider that a stack needs, and of which version. */
export interface RequiredProvider {
  /** Whole address as the binary completes it: `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  /** The address as people write it, without the public registry's host: `hashicorp/aws`. */
  readonly source: string;
  /** As the stack states it: `6.25.0`, `~> 6.0`. @default - the stack takes any version */
  readonly constraint?: string;
}

/** The registry that a source without a host is looked up in (Terraform's and OpenTofu's documentation of providers). */
const PUBLIC_REGISTRY: { readonly [product in TerraformVersion["product"]]: string } = {
  Terraform: "registry.terraform.io",
  OpenTofu: "registry.opentofu.org",
};

/** Every provider that a stack needs, also those it does not list. Modules are not looked into. */
export function requiredProviders(
  stack: JsonRecord,
  product: TerraformVersion["product"],
): readonly RequiredProvider[] {
  const stated = statedRequirements(stack);
  return providersInUse(stack).map(({ source }) => {
    const { written, constraint } = stated.get(source) ?? { written: source };
    const host = written.split("/").length === 3 ? written.split("/")[0] : undefined;
    const address = host === undefined ? `${PUBLIC_REGISTRY[product]}/${source}` : written;
    return { address, source, ...(constraint === undefined ? {} : { constraint }) };
  });
}

/** The version that a constraint stands for, where it allows exactly one. */
export function exactVersion(constraint: string | undefined): string | undefined {
  return /^\s*=?\s*v?(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)\s*$/.exec(constraint ?? "")?.[1];
}

interface Stated {
  readonly written: string;
  readonly constraint?: string;
}

function statedRequirements(stack: JsonRecord): ReadonlyMap<string, Stated> {
  const stated = new Map<string, Stated>();
  for (const terraform of asList(stack["terraform"])) {
    for (const required of asList(recordAt(terraform)["required_providers"])) {
      for (const [name, requirement] of Object.entries(recordAt(required))) {
        if (!isJsonRecord(requirement)) continue;
        const written = textAt(requirement, "source") ?? name;
        const constraint = textAt(requirement, "version");
        stated.set(normalizeProviderSource(written), {
          written,
          ...(constraint === undefined ? {} : { constraint }),
        });
      }
    }
  }
  return stated;
}
