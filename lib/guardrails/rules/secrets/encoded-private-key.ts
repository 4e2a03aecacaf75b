import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const encodedPrivateKey = guardrail({
  id: "secrets/encoded-private-key",
  title: "No private key in the encoding of its chain stands in a stack",
  severity: "critical",
  why: "Such a text is made to be imported into a wallet, and whoever finds it does.",
  fix: "keep the key in a KeySource",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source:
    "SIP-15 (Sui); CIP-5 (Cardano); AIP-80 (Aptos); SEP-23 (Stellar); Tezos' and the XRP Ledger's base58 encodings; NIP-19; ZIP-32",
  subject: "stack",
  check: (stack) => noneOf(stack, "encoded-private-key"),
  examples: () =>
    secretExamples("encoded-private-key", {
      "letters without a checksum": `suiprivkey1${"q".repeat(59)}`,
      "a public key of Stellar": "GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7",
      "a seed of Stellar that was mistyped": `S${"A".repeat(55)}`,
      "a seed of Tezos that was mistyped": `edsk${"3".repeat(50)}`,
      "a short word": `s${"h".repeat(28)}`,
    }),
});
