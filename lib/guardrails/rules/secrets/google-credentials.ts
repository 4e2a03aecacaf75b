import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const googleCredentials = guardrail({
  id: "secrets/google-credentials",
  title: "No credentials of Google Cloud stand in a stack",
  severity: "critical",
  why: "The key of a service account works from anywhere, and does not end by itself.",
  fix: "use workload identity federation",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Google Cloud's documentation of service account keys; gitleaks' gcp-api-key",
  subject: "stack",
  check: (stack) => noneOf(stack, "google-credentials"),
  examples: () =>
    secretExamples("google-credentials", {
      "a service account without a key": JSON.stringify({ type: "service_account", project_id: "it" }),
      "another object with a key": JSON.stringify({ type: "external_account", audience: "it" }),
      "a placeholder": `AIza${"x".repeat(35)}`,
    }),
});
