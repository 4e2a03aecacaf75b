import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const extendedPrivateKey = guardrail({
  id: "secrets/extended-private-key",
  title: "No extended private key stands in a stack",
  severity: "critical",
  why: "It derives every key below it: one leak is all accounts of the wallet.",
  fix: "give the node the public key (xpub) to watch, and keep the private one in a KeySource",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "BIP-32; SLIP-132",
  subject: "stack",
  check: (stack) => noneOf(stack, "extended-private-key"),
  examples: () =>
    secretExamples("extended-private-key", {
      "an extended public key":
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
      "the letters without a checksum": `xprv${"9".repeat(107)}`,
    }),
});
