import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const mnemonic = guardrail({
  id: "secrets/mnemonic",
  title: "No mnemonic stands in a stack",
  severity: "critical",
  why: "The words are every key of the wallet. Who reads them empties all its accounts, now or years later.",
  fix: "keep the wallet's key in a KeySource, and let a TransactionSigner or RemoteSigner ask it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "BIP-39 (English word list and checksum)",
  subject: "stack",
  check: (stack) => noneOf(stack, "mnemonic"),
  examples: () =>
    secretExamples("mnemonic", {
      "twelve listed words without the checksum":
        "legal winner thank year wave sausage worth useful legal winner thank thank",
      prose:
        "this node will follow the chain from the first block and keep every state that was ever asked for by anyone",
      "more listed words than a phrase has": "abandon ".repeat(40),
    }),
});
