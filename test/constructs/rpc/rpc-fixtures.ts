import type { TerraformStack } from "cdktf";
import { parse } from "yaml";
import { ChainNode } from "../../../constructs/node";
import { RpcTier, type RpcTierProps, Upstream } from "../../../constructs/rpc";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { StoredSecret } from "./stored-secret";

/** Where everything runs. */
export const place = { cluster: plainCluster, namespace: appsNamespace };

/** A node of Ethereum as an upstream. */
export function node(
  stack: TerraformStack,
  id: string,
  firstPort: number,
  network: "mainnet" | "hoodi" = "mainnet",
): ChainNode {
  return new ChainNode(stack, id, {
    ...place,
    chain: "ethereum",
    network,
    clients: { execution: "reth", consensus: "lighthouse" },
    options: { execution: { firstPeerPort: firstPort }, consensus: { firstPeerPort: firstPort + 10 } },
  });
}

/** A provider's endpoint as an upstream. */
export function provider(secret = new StoredSecret("rpc/provider-a", ["endpoint"])): Upstream {
  return Upstream.external("provider-a", { endpoint: secret, requestsPerSecond: 50 });
}

/** A stack with one tier, of a node and a provider. */
export function synthTier(
  overrides: Partial<RpcTierProps> = {},
  also: (tier: RpcTier, stack: TerraformStack) => void = () => {},
) {
  return synthStack((stack) => {
    const upstreams = [node(stack, "eth-0", 31_000), provider()];
    also(new RpcTier(stack, "rpc", { ...place, upstreams, ...overrides }), stack);
  });
}

/** What a Deployment is to be. */
export function deploymentOf(stack: SynthesizedJson, name = "rpc"): Json {
  const found: Json[] = Object.values(stack.resource["kubernetes_deployment_v1"] ?? {});
  return found.find(({ metadata }) => metadata.name === name).spec;
}

/** The container of the gateway. */
export function gatewayOf(stack: SynthesizedJson): Json {
  return deploymentOf(stack).template.spec.container[0];
}

/** The configuration of the gateway. */
export function configurationOf(stack: SynthesizedJson): Json {
  const [text] = Object.values<string>(only(stack.resource["kubernetes_config_map_v1"]).data);
  return parse((text ?? "").replaceAll("$${", "${"));
}

/** The network policy of a workload. */
export function policyOf(stack: SynthesizedJson, instance: string): Json {
  const found: Json[] = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
  return found.find(({ spec }) => spec.pod_selector.match_labels["app.kubernetes.io/instance"] === instance).spec;
}
