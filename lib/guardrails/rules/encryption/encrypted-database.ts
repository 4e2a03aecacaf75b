import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt, read, type WhenAbsent } from "../../values";
import { type FieldPath, PASS, unknown } from "../../verdict";

interface Switch {
  readonly path: FieldPath;
  readonly absent: WhenAbsent;
}

/** Where each type says it, and what it means to say nothing. Source: hashicorp/aws 6.25.0, documentation of each type. */
const SWITCHES: Readonly<Record<string, Switch>> = {
  aws_db_instance: { path: ["storage_encrypted"], absent: "fail" },
  aws_rds_cluster: { path: ["storage_encrypted"], absent: "fail" },
  aws_rds_global_cluster: { path: ["storage_encrypted"], absent: "fail" },
  aws_docdb_cluster: { path: ["storage_encrypted"], absent: "fail" },
  aws_neptune_cluster: { path: ["storage_encrypted"], absent: "fail" },
  aws_redshift_cluster: { path: ["encrypted"], absent: "pass" },
  aws_dax_cluster: { path: ["server_side_encryption", "enabled"], absent: "fail" },
};

/** What it is made from, whose encryption it takes over. */
const ORIGINS = [
  "snapshot_identifier",
  "replicate_source_db",
  "replication_source_identifier",
  "restore_to_point_in_time",
  "global_cluster_identifier",
  "source_db_cluster_identifier",
  "s3_import",
];

export const encryptedDatabase = guardrail({
  id: "encryption/encrypted-database",
  title: "Every database is encrypted",
  severity: "high",
  why: "A database in clear stays so for life: its backups and replicas are in clear too, and only a copy mends it.",
  fix: "set storageEncrypted to true, with a kmsKeyId of your own",
  controls: {
    soc2: ["PI1.5"],
    iso27001: ["A.8.11", "A.8.24"],
    pci: ["3.5.1", "8.3.2"],
    nist: ["SC-13", "SC-28(1)", "AU-9(3)"],
    cisAws: ["3.2.1"],
  },
  aliases: [
    ...["CKV_AWS_16", "CKV_AWS_47", "CKV_AWS_64", "CKV_AWS_74", "CKV_AWS_96"],
    ...["AWS-0021", "AWS-0023", "AWS-0076", "AWS-0079", "AWS-0080"],
  ],
  subject: "resource",
  types: Object.keys(SWITCHES),
  check: ofMade(({ type, config }) => {
    const found = SWITCHES[type];
    if (found === undefined) return undefined;
    const { path, absent } = found;
    const said = read(config, path);
    const origin = ORIGINS.find((name) => name in config);
    if (said.state === "absent" && origin !== undefined) return unknown([origin], "it is encrypted if its origin is");
    if (said.state === "absent" && config["engine_mode"] === "serverless") return PASS;
    return expectAt(config, path).toBe(true, absent);
  }),
  examples: () => ({
    pass: [
      exampleOf("an encrypted cluster", "aws_rds_cluster", { storage_encrypted: true }),
      exampleOf("an encrypted cluster of many regions", "aws_rds_global_cluster", { storage_encrypted: true }),
      exampleOf("encrypted documents", "aws_docdb_cluster", { storage_encrypted: true }),
      exampleOf("an encrypted graph", "aws_neptune_cluster", { storage_encrypted: true }),
      exampleOf("an encrypted database", "aws_db_instance", { storage_encrypted: true }),
      exampleOf("an encrypted replica", "aws_db_instance", { storage_encrypted: true, replicate_source_db: "a" }),
      exampleOf("a cluster without servers, which is encrypted", "aws_rds_cluster", { engine_mode: "serverless" }),
      exampleOf("a warehouse that says nothing, which is encrypted", "aws_redshift_cluster", {}),
      exampleOf("an encrypted cache of a table", "aws_dax_cluster", { server_side_encryption: { enabled: true } }),
    ],
    fail: [
      exampleOf("a database that says nothing", "aws_db_instance", { engine: "postgres" }),
      exampleOf("a cluster that says nothing", "aws_rds_cluster", { engine_mode: "provisioned" }),
      exampleOf("many regions that say nothing", "aws_rds_global_cluster", {}),
      exampleOf("documents that say nothing", "aws_docdb_cluster", {}),
      exampleOf("a graph that says nothing", "aws_neptune_cluster", {}),
      exampleOf("a cache of a table that says nothing", "aws_dax_cluster", {}),
      exampleOf("a database that says no", "aws_db_instance", { storage_encrypted: false }),
      exampleOf("a warehouse that says no", "aws_redshift_cluster", { encrypted: "false" }),
      exampleOf("a serverless cluster that says no", "aws_rds_cluster", {
        engine_mode: "serverless",
        storage_encrypted: false,
      }),
    ],
    unknown: [
      exampleOf("who decides later", "aws_db_instance", { storage_encrypted: "$" + "{var.encrypted}" }),
      exampleOf("one of a snapshot", "aws_rds_cluster", { snapshot_identifier: "a" }),
      exampleOf("a replica", "aws_db_instance", { replicate_source_db: "a" }),
      exampleOf("a replica of a cluster", "aws_rds_cluster", { replication_source_identifier: "a" }),
      exampleOf("one of yesterday", "aws_rds_cluster", {
        restore_to_point_in_time: { use_latest_restorable_time: true },
      }),
      exampleOf("one of a cluster of many regions", "aws_rds_cluster", { global_cluster_identifier: "a" }),
      exampleOf("many regions of one", "aws_rds_global_cluster", { source_db_cluster_identifier: "a" }),
      exampleOf("one of a backup in a bucket", "aws_db_instance", { s3_import: { bucket_name: "a" } }),
    ],
  }),
});
