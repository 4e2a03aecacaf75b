import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const pemPrivateKey = guardrail({
  id: "secrets/pem-private-key",
  title: "No private key stands in a stack",
  severity: "critical",
  why: "Whoever reads the state, a plan or the synthesized file has the key, and with it the server, the account or the signatures.",
  fix: "keep the key in a secret store and name it there; certificates of services come from cert-manager",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "GitGuardian's and gitleaks' rules on private keys; RFC 7468; RFC 4880, section 6.2",
  subject: "stack",
  check: (stack) => noneOf(stack, "pem-private-key"),
  examples: () =>
    secretExamples("pem-private-key", {
      "a public key": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
      "a certificate": "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2VydGlmaWNhdGU\n-----END CERTIFICATE-----",
      "words about a key": "Paste the block from -----BEGIN PRIVATE KEY----- on",
    }),
});
