import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const keystore = guardrail({
  id: "secrets/keystore",
  title: "No encrypted keystore stands in a stack",
  severity: "high",
  why: "Its password is all that is missing, and can be tried at leisure for ever.",
  fix: "put the keystore into Vault or Secrets Manager, and give the signer the name",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "EIP-2335; Web3 Secret Storage Definition, version 3; polkadot-js keyring",
  subject: "stack",
  check: (stack) => noneOf(stack, "keystore"),
  examples: () =>
    secretExamples("keystore", {
      "where a keystore stands": ["args", "--keystores-path=/var/lib/keystores --kdf scrypt"],
      "an object about cryptography": JSON.stringify({ crypto: { cipher: "aes-128-ctr" } }),
      "an encoding": JSON.stringify({ encoded: "x", encoding: { content: ["text"] } }),
    }),
});
