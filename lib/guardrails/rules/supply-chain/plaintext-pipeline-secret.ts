import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, PASS } from "../../verdict";

/** Arguments that take a secret in clear, in the older words and in the newer ones. */
const CLEAR: readonly string[] = ["plaintext_value", "value"];

export const plaintextPipelineSecret = guardrail({
  id: "supply-chain/plaintext-pipeline-secret",
  title: "Secrets of pipelines do not pass through Terraform in clear",
  severity: "high",
  why: "The value then stands in the state and in every plan, where more people read it than in GitHub.",
  fix: "let the pipeline log in with OpenID Connect and read the secret from Vault, or set encrypted_value",
  controls: { soc2: ["CC6.1"], iso27001: ["A.5.17"], nist: ["IA-5"] },
  aliases: ["CKV_GIT_4", "GIT-0002"],
  subject: "resource",
  types: [
    ...["github_actions_secret", "github_actions_environment_secret", "github_actions_organization_secret"],
    ...["github_dependabot_secret", "github_dependabot_organization_secret"],
    ...["github_codespaces_secret", "github_codespaces_organization_secret", "github_codespaces_user_secret"],
  ],
  check: ({ config }) => {
    const clear = CLEAR.find((argument) => expectAt(config, argument).toStand("").verdict === "pass");
    return clear === undefined ? PASS : fail([clear], "an encrypted value, or no secret at all");
  },
  examples: () => {
    const secret = (type: string, config: object) => exampleOf(type, type, { secret_name: "TOKEN", ...config });
    return {
      pass: [secret("github_actions_secret", { encrypted_value: "c2VhbGVk" })],
      fail: [
        secret("github_actions_secret", { plaintext_value: "example" }),
        secret("github_actions_environment_secret", { plaintext_value: "$" + "{var.token}" }),
        secret("github_actions_organization_secret", { value: "example" }),
        secret("github_dependabot_secret", { plaintext_value: "example" }),
        secret("github_dependabot_organization_secret", { plaintext_value: "example" }),
        secret("github_codespaces_secret", { plaintext_value: "example" }),
        secret("github_codespaces_organization_secret", { plaintext_value: "example" }),
        secret("github_codespaces_user_secret", { plaintext_value: "example" }),
      ],
    };
  },
});
