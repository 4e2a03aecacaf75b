import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

/** What is gone for good when it is destroyed, and the argument by which AWS itself refuses to; empty where there is none. */
const LASTING: Readonly<Record<string, string>> = {
  aws_kms_key: "",
  aws_kms_external_key: "",
  aws_cloudhsm_v2_cluster: "",
  aws_efs_file_system: "",
  aws_db_instance: "deletion_protection",
  aws_rds_cluster: "deletion_protection",
  aws_docdb_cluster: "deletion_protection",
  aws_neptune_cluster: "deletion_protection",
  aws_dynamodb_table: "deletion_protection_enabled",
};

export const preventedDestroy = guardrail({
  id: "state/prevented-destroy",
  title: "Keys and databases are not destroyed by a plan that nobody read",
  severity: "medium",
  why: "A new name or a moved construct is a replacement to Terraform: it destroys the key or the data, and says so in one line.",
  fix: "set lifecycle.prevent_destroy; Palisade's constructs do, and take it back for one apply only",
  controls: { soc2: ["CC7.4", "A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source:
    'Terraform documentation, "lifecycle", prevent_destroy: for objects that are costly to reproduce, such as databases',
  subject: "resource",
  types: Object.keys(LASTING),
  check: ({ config, mode, type }) => {
    // A replica is made anew from its source.
    if (mode === "data" || config["replicate_source_db"] !== undefined) return undefined;
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
        exampleOf("a database that says no", "aws_db_instance", { deletion_protection: false }),
        exampleOf("a key with an empty argument", "aws_kms_key", { "": true }),
      ],
      unknown: [exampleOf("a value from elsewhere", "aws_db_instance", { deletion_protection: "$" + "{var.keep}" })],
      notApplicable: [
        exampleOf("a replica", "aws_db_instance", { replicate_source_db: "db" }),
        example("a key of others", {}, { aws_kms_key: { it: { key_id: "alias/app" } } }),
      ],
    };
  },
});
