import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const jsonWebToken = guardrail({
  id: "secrets/json-web-token",
  title: "No signed JSON web token stands in a stack",
  severity: "high",
  why: "Whoever finds it is its subject until it ends, and many never do.",
  fix: "let the program fetch its own token: a projected service account token, or OIDC of the pipeline",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "RFC 7519; gitleaks' jwt",
  subject: "stack",
  check: (stack) => noneOf(stack, "json-web-token"),
  examples: () =>
    secretExamples("json-web-token", {
      "a token nobody signed": `${Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url")}.eyJzdWIiOiJpdCJ9abc.${"a".repeat(24)}`,
      "a header alone": "eyJhbGciOiJSUzI1NiJ9",
    }),
});
