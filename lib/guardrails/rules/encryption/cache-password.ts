import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { fail, holds, unknown } from "../../verdict";

const WAYS = ["user_group_ids", "auth_token"];

export const cachePassword = guardrail({
  id: "encryption/cache-password",
  title: "Every cache asks who is there",
  severity: "medium",
  why: "Whatever runs in the network can otherwise read, change and flush the cache.",
  fix: "give userGroupIds a group of users with passwords or IAM",
  controls: { soc2: ["CC6.7"], nist: ["AC-3"] },
  aliases: ["CKV_AWS_31", "AwsSolutions-AEC6"],
  subject: "resource",
  types: ["aws_elasticache_replication_group"],
  check: ofMade(({ config }) => {
    if ("global_replication_group_id" in config) return unknown([], "its primary says it, in another region");
    const isAsking = WAYS.some((name) => config[name] !== undefined && config[name] !== null && config[name] !== "");
    return holds(isAsking, () => fail(["user_group_ids"], "a group of users"));
  }),
  examples: () => {
    const cache = (says: string, config: object) =>
      exampleOf(says, "aws_elasticache_replication_group", { description: "a", ...config });
    return {
      pass: [
        cache("a group of users", { user_group_ids: ["$" + "{var.group}"] }),
        cache("a token", { auth_token: "$" + "{var.token}" }),
      ],
      fail: [
        cache("a cache that says nothing", {}),
        cache("an empty token", { auth_token: "" }),
        cache("no token", { auth_token: null }),
      ],
      unknown: [cache("a replica of another region", { global_replication_group_id: "a" })],
    };
  },
});
