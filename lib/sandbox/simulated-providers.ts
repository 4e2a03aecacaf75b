import { join } from "node:path";
import { asList, isJsonRecord, type JsonRecord, recordAt } from "../core/json";
import type { ConfigurationFinding } from "./configuration-checks";
import type { CtyValue } from "./cty-value";
import type { PlantedSecrets } from "./planted-secrets";
import { ProviderServer, type ReattachEntry } from "./provider-server";
import { ProviderService } from "./provider-service";
import { ReferenceIndex } from "./reference-index";
import type { ProviderSchema } from "./schema";

/** One provider to simulate. */
export interface SimulatedProvider {
  /** `hashicorp/aws`: without a host, so that Terraform and OpenTofu complete it with their own. */
  readonly address: string;
  readonly schema: ProviderSchema;
}

/** What all providers of a stack share. */
export interface SimulationOptions {
  readonly stack: JsonRecord;
  /** A folder with a short path, for the sockets. */
  readonly socketDirectory: string;
  readonly forceNew: (type: string) => readonly string[];
  readonly checkValues: (type: string, config: CtyValue) => readonly ConfigurationFinding[];
  /** Secrets of somebody's own in the place of made-up ones. @default - none */
  readonly plantedSecrets?: PlantedSecrets;
}

/** Only for made-up names of zones and the like, where the stack names no region itself. */
const FALLBACK_REGION = "us-east-1";

/** The running providers of one stack. No two stacks share one. */
export class SimulatedProviders {
  private constructor(private readonly servers: ReadonlyMap<string, ProviderServer>) {}

  /** Starts one server per provider. @throws Error when a socket cannot be opened; nothing is left running then */
  public static async start(
    providers: readonly SimulatedProvider[],
    options: SimulationOptions,
  ): Promise<SimulatedProviders> {
    const servers = new Map<string, ProviderServer>();
    const { forceNew, checkValues, plantedSecrets } = options;
    const references = ReferenceIndex.of(options.stack);
    const region = regionOf(options.stack);
    try {
      for (const [index, { address, schema }] of providers.entries()) {
        const service = new ProviderService({
          schema,
          references,
          region,
          forceNew,
          checkValues,
          ...(plantedSecrets === undefined ? {} : { plantedSecrets }),
        });
        servers.set(address, await ProviderServer.start(service, join(options.socketDirectory, `p${index}`)));
      }
    } catch (error) {
      for (const server of servers.values()) server.stop();
      throw error;
    }
    return new SimulatedProviders(servers);
  }

  /** What `TF_REATTACH_PROVIDERS` holds. */
  public get reattach(): { readonly [address: string]: ReattachEntry } {
    return Object.fromEntries([...this.servers].map(([address, server]) => [address, server.reattach]));
  }

  /** Stops all of them. */
  public stop(): void {
    for (const server of this.servers.values()) server.stop();
  }
}

/** The region of the AWS provider without an alias. Requests do not say which alias they belong to. */
function regionOf(stack: JsonRecord): string {
  for (const provider of asList(recordAt(stack, "provider")["aws"])) {
    if (!isJsonRecord(provider) || provider["alias"] !== undefined) continue;
    const region = provider["region"];
    if (typeof region === "string" && !region.includes("${")) return region;
  }
  return FALLBACK_REGION;
}
