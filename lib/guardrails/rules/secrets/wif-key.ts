import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const wifKey = guardrail({
  id: "secrets/wif-key",
  title: "No key in wallet import format stands in a stack",
  severity: "critical",
  why: "Such a key spends what lies at its address.",
  fix: "keep the key in a KeySource; a node needs none",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Bitcoin's wallet import format (base58check, version byte 0x80)",
  subject: "stack",
  check: (stack) => noneOf(stack, "wif-key"),
  examples: () =>
    secretExamples("wif-key", {
      "an address": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
      "as many letters without a checksum": `K${"x".repeat(51)}`,
    }),
});
