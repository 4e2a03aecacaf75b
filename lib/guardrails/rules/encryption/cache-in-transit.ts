import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { unknown } from "../../verdict";

export const cacheInTransit = guardrail({
  id: "encryption/cache-in-transit",
  title: "Every cache speaks TLS",
  severity: "high",
  why: "Without TLS the password of the cache and everything it holds cross the network in clear.",
  fix: "set transitEncryptionEnabled to true",
  controls: { soc2: ["CC6.7"], iso27001: ["A.8.24"], pci: ["2.2.7", "4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_30", "CKV_AWS_202", "AWS-0051", "AwsSolutions-AEC3"],
  subject: "resource",
  types: ["aws_elasticache_replication_group", "aws_memorydb_cluster"],
  check: ofMade(({ type, config }) => {
    // Source: hashicorp/aws, documentation of aws_memorydb_cluster: TLS is on unless it is switched off.
    if (type === "aws_memorydb_cluster") return expectAt(config, "tls_enabled").toBe(true, "pass");
    if ("global_replication_group_id" in config) return unknown([], "its primary says it, in another region");
    return expectAt(config, "transit_encryption_enabled").toBe(true);
  }),
  examples: () => ({
    pass: [
      exampleOf("a cache with TLS", "aws_elasticache_replication_group", { transit_encryption_enabled: true }),
      exampleOf("MemoryDB that says nothing", "aws_memorydb_cluster", { name: "a" }),
    ],
    fail: [
      exampleOf("a cache that says nothing", "aws_elasticache_replication_group", { engine: "valkey" }),
      exampleOf("a cache that says no", "aws_elasticache_replication_group", { transit_encryption_enabled: "false" }),
      exampleOf("MemoryDB that says no", "aws_memorydb_cluster", { tls_enabled: false }),
    ],
    unknown: [
      exampleOf("a replica of another region", "aws_elasticache_replication_group", {
        global_replication_group_id: "a",
      }),
      exampleOf("who decides later", "aws_memorydb_cluster", { tls_enabled: "$" + "{var.tls}" }),
    ],
  }),
});
