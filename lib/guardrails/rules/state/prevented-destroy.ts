import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

/**
 * What is gone for good when it is destroyed, and the argument by which AWS itself refuses to; empty where there is none.
 * Of databases a rule on backups speaks.
 */
const LASTING: Readonly<Record<string, string>> = {
  aws_kms_key: "",
  aws_kms_external_key: "",
  aws_cloudhsm_v2_cluster: "",
  aws_efs_file_system: "",
  aws_dynamodb_table: "deletion_protection_enabled",
};

export const preventedDestroy = guardrail({
  id: "state/prevented-destroy",
  title: "Keys, tables and file systems are not destroyed by a plan that nobody read",
  severity: "medium",
  why: "A changed argument can be a replacement to Terraform: it destroys the key or the data, and says so in one line. The flag stops that, and a destroy, as long as the block is there; a new name or a moved construct takes the block away, and the flag with it.",
  fix: "set lifecycle.prevent_destroy, as Palisade's constructs do, and take it back for one apply only; where a name changes, add a moved block, and where the loss would be final, have AWS refuse it too, by a key policy or by deletion protection",
  controls: { soc2: ["CC7.4", "A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source:
    'Terraform documentation, "lifecycle", prevent_destroy: for objects that are costly to reproduce, such as databases, and of no effect once the block is removed',
  subject: "resource",
  types: Object.keys(LASTING),
  check: ({ config, mode, type }) => {
    if (mode === "data") return undefined;
    const prevented = read(config, ["lifecycle", "prevent_destroy"]);
    if (prevented.state === "known" && prevented.value === true) return PASS;
    const argument = String(LASTING[type]);
    const refused = read(config, [argument]);
    if (refused.state === "unknown") return unknown([argument]);
    const isRefused = argument !== "" && refused.state === "known" && refused.value === true;
    return isRefused ? PASS : fail(["lifecycle", "prevent_destroy"], "true");
  },
  examples: () => {
    const lifecycle = { prevent_destroy: true };
    return {
      pass: [
        exampleOf("a key", "aws_kms_key", { lifecycle }),
        exampleOf("a block in a list", "aws_kms_key", { lifecycle: [lifecycle] }),
        ...Object.entries(LASTING)
          .filter(([, argument]) => argument !== "")
          .map(([type, argument]) => exampleOf(`${type} that AWS keeps`, type, { [argument]: true })),
      ],
      fail: [
        ...Object.keys(LASTING).map((type) => exampleOf(type, type, {})),
        exampleOf("a lifecycle that says no", "aws_kms_key", { lifecycle: { prevent_destroy: false } }),
        exampleOf("a table that says no", "aws_dynamodb_table", { deletion_protection_enabled: false }),
        exampleOf("a key with an empty argument", "aws_kms_key", { "": true }),
      ],
      unknown: [
        exampleOf("a value from elsewhere", "aws_dynamodb_table", { deletion_protection_enabled: "$" + "{var.keep}" }),
      ],
      notApplicable: [example("a key of others", {}, { aws_kms_key: { it: { key_id: "alias/app" } } })],
    };
  },
});
