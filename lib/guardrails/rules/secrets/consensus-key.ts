import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const consensusKey = guardrail({
  id: "secrets/consensus-key",
  title: "No key of a CometBFT validator or node stands in a stack",
  severity: "critical",
  why: "A second copy of a validator's key signs twice one day, and the stake is slashed.",
  fix: "let a CosmosSigner hold the key, and keep priv_validator_key.json out of the stack",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "CometBFT's priv_validator_key.json and node_key.json",
  subject: "stack",
  check: (stack) => noneOf(stack, "consensus-key"),
  examples: () =>
    secretExamples("consensus-key", {
      "a public key": JSON.stringify({
        pub_key: { type: "tendermint/PubKeyEd25519", value: "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd28=" },
      }),
      "an empty key": JSON.stringify({ priv_key: { type: "tendermint/PrivKeyEd25519", value: "" } }),
      "a key of no kind": JSON.stringify({
        priv_key: { type: "other", value: "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd28=" },
      }),
    }),
});
