import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { unknown } from "../../verdict";

export const encryptedCache = guardrail({
  id: "encryption/encrypted-cache",
  title: "Every cache is encrypted at rest",
  severity: "high",
  why: "What is cached is written to disks and backups as well, sessions and answers included.",
  fix: "set atRestEncryptionEnabled to true",
  controls: { soc2: ["CC6.7"], iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_29", "AWS-0045", "AwsSolutions-AEC3"],
  subject: "resource",
  types: ["aws_elasticache_replication_group"],
  check: ofMade(({ config }) => {
    if ("global_replication_group_id" in config) return unknown([], "its primary says it, in another region");
    // Source: hashicorp/aws, documentation of aws_elasticache_replication_group.
    return expectAt(config, "at_rest_encryption_enabled").toBe(true, config["engine"] === "valkey" ? "pass" : "fail");
  }),
  examples: () => ({
    pass: [
      exampleOf("an encrypted cache", "aws_elasticache_replication_group", { at_rest_encryption_enabled: true }),
      exampleOf("Valkey that says nothing", "aws_elasticache_replication_group", { engine: "valkey" }),
    ],
    fail: [
      exampleOf("Redis that says nothing", "aws_elasticache_replication_group", { engine: "redis" }),
      exampleOf("Valkey that says no", "aws_elasticache_replication_group", {
        engine: "valkey",
        at_rest_encryption_enabled: false,
      }),
    ],
    unknown: [
      exampleOf("a replica of another region", "aws_elasticache_replication_group", {
        global_replication_group_id: "a",
      }),
      exampleOf("who decides later", "aws_elasticache_replication_group", {
        at_rest_encryption_enabled: "$" + "{var.encrypted}",
      }),
    ],
  }),
});
