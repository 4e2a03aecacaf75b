import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const modelProviderToken = guardrail({
  id: "secrets/model-provider-token",
  title: "No key of a model provider stands in a stack",
  severity: "high",
  why: "Others run their models on your bill, and read what the agents sent.",
  fix: "name the secret that holds it; an Agent takes a Secret for its provider",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Anthropic's, OpenAI's and Hugging Face's documentation of API keys; gitleaks' rules on them",
  subject: "stack",
  check: (stack) => noneOf(stack, "model-provider-token"),
  examples: () =>
    secretExamples("model-provider-token", {
      "a placeholder": `sk-ant-${"x".repeat(60)}`,
      "a name that begins alike": "sk-proj-short",
      "the name of a model": "claude-sonnet-4-5-20250929",
    }),
});
