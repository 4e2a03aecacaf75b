import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const codeHostToken = guardrail({
  id: "secrets/code-host-token",
  title: "No token of GitHub or GitLab stands in a stack",
  severity: "critical",
  why: "With it a stranger pushes to the repository that deploys everything.",
  fix: "use the pipeline's own token, or a GitHub App whose key is in a store",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "GitHub's and GitLab's documentation of token prefixes",
  subject: "stack",
  check: (stack) => noneOf(stack, "code-host-token"),
  examples: () =>
    secretExamples("code-host-token", {
      "a placeholder": `ghp_${"x".repeat(36)}`,
      "an action's reference": "$" + "{{ secrets.GITHUB_TOKEN }}",
      "a short word": "ghp_short",
    }),
});
