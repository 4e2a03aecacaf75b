import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const macaroon = guardrail({
  id: "secrets/macaroon",
  title: "No macaroon stands in a stack",
  severity: "critical",
  why: "A macaroon of lnd pays invoices for whoever carries it.",
  fix: "mount the macaroon from a secret, baked with the few permissions that are needed",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "libmacaroons' binary format, version 2; lnd's documentation on macaroons",
  subject: "stack",
  check: (stack) => noneOf(stack, "macaroon"),
  examples: () =>
    secretExamples("macaroon", {
      "where a macaroon stands": "/lnd/data/chain/bitcoin/mainnet/readonly.macaroon",
      "the beginning of one": "0201036c6e64",
    }),
});
