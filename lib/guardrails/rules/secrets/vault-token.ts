import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const vaultToken = guardrail({
  id: "secrets/vault-token",
  title: "No Vault token stands in a stack",
  severity: "critical",
  why: "The token opens everything its policies reach, until somebody notices.",
  fix: "log in with the pod's service account or the pipeline's identity; a token is never written down",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Vault's documentation on token prefixes (1.10 and later)",
  subject: "stack",
  check: (stack) => noneOf(stack, "vault-token"),
  examples: () =>
    secretExamples("vault-token", {
      "where a token stands": "/home/vault/.vault-token",
      "a call in a script": "s.replaceAllOccurrencesOfIt()",
      "a placeholder": `hvs.${"x".repeat(24)}`,
      "words that are as long": "s.abcdefghijklmnopqrstuvwx",
    }),
});
