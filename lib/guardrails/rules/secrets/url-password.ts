import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const urlPassword = guardrail({
  id: "secrets/url-password",
  title: "No password stands in a URL",
  severity: "high",
  why: "URLs end up in logs, in metrics and in error messages.",
  fix: "take the password from a secret and put the URL together in the program",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "RFC 3986, section 3.2.1; CWE-522",
  subject: "stack",
  check: (stack) => noneOf(stack, "url-password"),
  examples: () =>
    secretExamples("url-password", {
      "a user without a password": "ssh://git@example.org/repo.git",
      "a variable in its place": "postgres://app:$(DB_PASSWORD)@db.example.org:5432/app",
      "a placeholder": "postgres://user:password@host:5432/app",
      "a port and an address behind it": "http://example.org:8080/@scope/package",
    }),
});
