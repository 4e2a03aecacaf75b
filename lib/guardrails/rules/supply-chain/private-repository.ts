import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";
import { PASS } from "../../verdict";

export const privateRepository = guardrail({
  id: "supply-chain/private-repository",
  title: "A repository on GitHub is private",
  severity: "medium",
  why: "What describes where keys are and who may use them is read by everyone, and so is each secret that slips in.",
  fix: "set visibility to private or internal; let a repository of open source off, and say so",
  controls: { soc2: ["CC6.1"], iso27001: ["A.8.4"], nist: ["AC-3"] },
  aliases: ["CKV_GIT_1", "GIT-0001"],
  subject: "resource",
  types: ["github_repository"],
  check: ({ config, mode }) => {
    if (mode === "data") return undefined;
    const older = read(config, ["private"]);
    if (read(config, ["visibility"]).state === "absent" && older.state === "known" && older.value === true) return PASS;
    return expectAt(config, "visibility").toBe(["private", "internal"]);
  },
  examples: () => ({
    pass: [
      exampleOf("a private one", "github_repository", { name: "infra", visibility: "private" }),
      exampleOf("one for the company", "github_repository", { name: "infra", visibility: "internal" }),
      exampleOf("a private one in the older words", "github_repository", { name: "infra", private: true }),
    ],
    fail: [
      exampleOf("one that says nothing", "github_repository", { name: "infra" }),
      exampleOf("a public one", "github_repository", { name: "infra", visibility: "public" }),
      exampleOf("a public one in the older words", "github_repository", { name: "infra", private: false }),
      exampleOf("the newer word counts", "github_repository", { name: "infra", visibility: "public", private: true }),
    ],
    notApplicable: [example("a repository of others", {}, { github_repository: { it: { name: "infra" } } })],
    unknown: [exampleOf("a value from elsewhere", "github_repository", { visibility: "$" + "{var.visibility}" })],
  }),
});
