import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { expectAt } from "../../values";

/** Engines that write what they hold to a snapshot. */
const ENGINES = ["redis", "valkey"];

export const cacheSnapshots = guardrail({
  id: "backup/cache-snapshots",
  title: "Every cache of Redis or Valkey keeps a snapshot",
  severity: "low",
  why: "Few hold caches alone: sessions, queues and counts of callers are gone with the nodes of the cluster.",
  fix: "set snapshotRetentionLimit to 1 day or more",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  aliases: ["CKV_AWS_134", "AWS-0050"],
  subject: "resource",
  types: ["aws_elasticache_replication_group", "aws_elasticache_cluster", "aws_memorydb_cluster"],
  check: ofMade((cache) =>
    keepsNothing(cache) ? undefined : expectAt(cache.config, "snapshot_retention_limit").toBeAtLeast(1, "day"),
  ),
  examples: () => {
    const cluster = (says: string, config: object) => exampleOf(says, "aws_elasticache_cluster", { ...config });
    return {
      pass: [
        cluster("a day", { engine: "redis", snapshot_retention_limit: 1 }),
        exampleOf("a week", "aws_elasticache_replication_group", { snapshot_retention_limit: 7 }),
      ],
      fail: [
        cluster("none of Valkey", { engine: "valkey" }),
        cluster("none of Redis", { engine: "redis", snapshot_retention_limit: 0 }),
        exampleOf("nothing said", "aws_elasticache_replication_group", {}),
        exampleOf("nothing said of a database in memory", "aws_memorydb_cluster", {}),
      ],
      unknown: [cluster("a value from elsewhere", { engine: "redis", snapshot_retention_limit: "$" + "{var.days}" })],
      notApplicable: [
        cluster("one that can keep none", { engine: "memcached" }),
        cluster("one of an engine from elsewhere", { engine: "$" + "{var.engine}" }),
        cluster("one that belongs to a group", { engine: "redis", replication_group_id: "it" }),
        cluster("one of a group", { replication_group_id: "it" }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a cache that is read", stacks: { example: { data: { aws_elasticache_cluster: { it: {} } } } } },
      ],
    };
  },
});

/** A cluster of another engine, and one that leaves this to the group that it belongs to. */
function keepsNothing({ type, config }: ResourceView): boolean {
  if (type !== "aws_elasticache_cluster") return false;
  return "replication_group_id" in config || !ENGINES.some((engine) => engine === config["engine"]);
}
