import type { TerraformStack } from "cdktf";
import { ChainNode, type ChainNodeProps } from "../../../constructs/node";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";

/** A node of Ethereum's mainnet. */
export const props: ChainNodeProps = {
  cluster: plainCluster,
  namespace: appsNamespace,
  chain: "ethereum",
  network: "mainnet",
  clients: { execution: "reth", consensus: "lighthouse" },
};

/** A stack with one node. */
export function synthNode(
  overrides: Partial<ChainNodeProps> = {},
  also: (node: ChainNode, stack: TerraformStack) => void = () => {},
) {
  return synthStack((stack) => also(new ChainNode(stack, "eth-0", { ...props, ...overrides }), stack));
}

/** The pod of the only node. */
export function podOf(stack: SynthesizedJson): Json {
  return only(stack.resource["kubernetes_stateful_set_v1"]).spec.template.spec;
}

/** A container of that pod. */
export function containerOf(stack: SynthesizedJson, name: string): Json {
  return podOf(stack).container.find((container: Json) => container.name === name);
}
