import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const packageRegistryToken = guardrail({
  id: "secrets/package-registry-token",
  title: "No token of a package registry stands in a stack",
  severity: "high",
  why: "With it a stranger publishes what your builds will install.",
  fix: "publish with trusted publishing, or name the secret that holds the token",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "npm's and PyPI's documentation of token formats",
  subject: "stack",
  check: (stack) => noneOf(stack, "package-registry-token"),
  examples: () =>
    secretExamples("package-registry-token", {
      "a placeholder": `npm_${"x".repeat(36)}`,
      "a variable of npm": "npm_config_cache=/tmp",
    }),
});
