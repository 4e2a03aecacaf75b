import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const rpcProviderKey = guardrail({
  id: "secrets/rpc-provider-key",
  title: "No key of an RPC provider stands in a stack",
  severity: "high",
  why: "Others use up the quota, and the gateway stands still on the busiest day.",
  fix: "name the secret that holds the URL, as Upstream.external of an RpcTier takes it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Documentation of Infura, Alchemy, QuickNode, Ankr and others: the key is a part of the URL",
  subject: "stack",
  check: (stack) => noneOf(stack, "rpc-provider-key"),
  examples: () =>
    secretExamples("rpc-provider-key", {
      "a public address": "https://rpc.ankr.com/eth https://eth-mainnet.public.blastapi.io",
      "a demonstration": "https://eth-mainnet.g.alchemy.com/v2/demo",
      "a variable": "https://mainnet.infura.io/v3/$" + "{INFURA_KEY}",
      "a path of another host": `https://example.org/${"a1b2c3d4".repeat(5)}`,
    }),
});
