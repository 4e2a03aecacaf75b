import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const signedCommits = guardrail({
  id: "supply-chain/signed-commits",
  title: "A protected branch takes signed commits only",
  severity: "high",
  why: "Anyone writes any name into a commit; only a signature says who made it.",
  fix: "set require_signed_commits to true",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.4", "A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_GIT_6", "GIT-0004"],
  subject: "resource",
  types: ["github_branch_protection", "github_branch_protection_v3"],
  check: ({ config }) => expectAt(config, "require_signed_commits").toBe(true),
  examples: () => ({
    pass: [exampleOf("signatures", "github_branch_protection", { pattern: "main", require_signed_commits: true })],
    fail: [
      exampleOf("a protection that says nothing", "github_branch_protection", { pattern: "main" }),
      exampleOf("a protection that says no", "github_branch_protection_v3", { require_signed_commits: false }),
    ],
  }),
});
