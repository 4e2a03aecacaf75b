import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const keyPair = guardrail({
  id: "secrets/key-pair",
  title: "No Ed25519 key pair stands in a stack",
  severity: "critical",
  why: "The 64 bytes are the seed and its public key: with them anyone is that validator, or that wallet.",
  fix: "keep the key pair in a KeySource; identities of nodes come from a secret",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Solana's keypair files; NEAR's ed25519 keys; RFC 8032",
  subject: "stack",
  check: (stack) => noneOf(stack, "key-pair"),
  examples: () =>
    secretExamples("key-pair", {
      "64 numbers that are no pair": JSON.stringify(Array.from({ length: 64 }, (_, index) => index)),
      "63 numbers": JSON.stringify(Array.from({ length: 63 }, (_, index) => index)),
      "64 numbers that are no bytes": JSON.stringify(Array.from({ length: 64 }, (_, index) => index * 5)),
      "a signature": "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW",
    }),
});
