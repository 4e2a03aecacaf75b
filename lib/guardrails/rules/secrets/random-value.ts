import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const randomValue = guardrail({
  id: "secrets/random-value",
  title: "No value that looks drawn at random stands under a secret's name",
  severity: "high",
  why: "It is a password or a key that the tools here do not know by its form.",
  fix: "name the secret that holds it: a Secret of a VaultStore, read by who was granted it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  aliases: ["C-0012", "KSV-0109"],
  source: "gitleaks' generic-api-key; Kubescape C-0012",
  subject: "stack",
  check: (stack) => noneOf(stack, "random-value"),
  examples: () =>
    secretExamples("random-value", {
      "the name of a secret": ["existingSecret", "receivers-apps-prod-monitoring-b9030fd427-77a30e74"],
      "a path": ["token", "/var/run/secrets/kubernetes.io/serviceaccount/token"],
      "an ARN": ["client_secret", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:it-a1b2c3"],
      "a coin's address": ["token", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"],
      "a mint of Solana": ["token", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"],
      "a variable": ["API_KEY", "$(API_KEY_FROM_STORE_1A2B3C4D)"],
      "a random value under another name": ["build", "a1b2c3d4e5f60718"],
      "an identifier": ["kms_key_id", "1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809"],
      "a public key": ["public_key", "a1b2c3d4e5f60718293a"],
      "a page's token": ["next_page_token", "a1b2c3d4e5f60718293a"],
    }),
});
