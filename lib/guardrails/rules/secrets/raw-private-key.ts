import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const rawPrivateKey = guardrail({
  id: "secrets/raw-private-key",
  title: "No private key stands in a stack as bare bytes",
  severity: "critical",
  why: "32 bytes under such a name sign whatever is sent with them.",
  fix: "keep the key in a KeySource, or name the secret that holds it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "SEC 2 and EIP-2333: a private key is 32 bytes; a name tells it from a hash",
  subject: "stack",
  check: (stack) => noneOf(stack, "raw-private-key"),
  examples: () =>
    secretExamples("raw-private-key", {
      "a hash of a transaction": ["TX_HASH", `0x${"0123456789abcdef".repeat(4)}`],
      "the root of a block": ["checkpoint_block_root", `0x${"0123456789abcdef".repeat(4)}`],
      "a public key": ["validator_public_key", `0x${"0123456789abcdef".repeat(4)}`],
      "the hash of a secret": ["secret_hash", "0123456789abcdef".repeat(4)],
      "a bare key": ["key", `0x${"0123456789abcdef".repeat(4)}`],
      zeros: ["private_key", "0".repeat(64)],
      "a transaction in an argument": ["args", `--tx=0x${"0123456789abcdef".repeat(4)}`],
    }),
});
