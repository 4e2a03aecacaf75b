import type { JsonRecord } from "../../../core/json";
import { guardrail, type RuleExample } from "../../rule";
import { isStandIn } from "../../secrets/random-value";
import { saysSecret } from "../../secrets/secret-name";
import { fail, PASS } from "../../verdict";
import { blocksOf } from "./terraform-blocks";

const DEFAULT = "default";

export const variableDefault = guardrail({
  id: "secrets/variable-default",
  title: "No variable for a secret has a default",
  severity: "high",
  why: "The default stands in the synthesized file and in every plan, of ephemeral variables too.",
  fix: "remove the default and declare the variable ephemeral; the value comes from the pipeline or a store",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Terraform documentation, Input variables; measured with Terraform 1.11.4: the plan holds the configuration",
  subject: "stack",
  check: (stack) =>
    blocksOf(stack, "variable").flatMap(({ name, block, at }) => {
      if (!saysSecret(name) && block["sensitive"] !== true) return [];
      const value = block[DEFAULT];
      const isPlain = typeof value === "string" && !isStandIn(value);
      return [isPlain ? fail([...at, DEFAULT], "no default") : PASS];
    }),
  examples: () => {
    const variable = (says: string, name: string, block: JsonRecord): RuleExample => ({
      says,
      stacks: { example: { variable: { [name]: block } } },
    });
    return {
      pass: [
        variable("one without", "db_password", { type: "string" }),
        variable("one that is empty", "db_password", { default: "" }),
        variable("one that is a list", "db_password", { default: ["it"] }),
        variable("a placeholder", "api_token", { default: "<from the pipeline>" }),
        variable("a sensitive one without", "cookie", { sensitive: true }),
      ],
      fail: [
        variable("a password", "db_password", { default: "correct horse" }),
        variable("a sensitive one", "cookie", { sensitive: true, default: "correct horse" }),
        {
          says: "a password in a list of blocks",
          stacks: { example: { variable: [{ db_password: [{ default: "it" }] }] } },
        },
      ],
      notApplicable: [
        variable("a region", "region", { default: "eu-central-1", sensitive: false }),
        variable("a secret's name", "secret_name", { default: "apps/db" }),
      ],
    };
  },
});
