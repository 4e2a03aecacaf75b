import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, PASS, unknown } from "../../verdict";

export const protectedBranch = guardrail({
  id: "supply-chain/protected-branch",
  title: "Every repository on GitHub protects its branches",
  severity: "medium",
  why: "Without it one stolen token pushes straight to the branch that is deployed, or rewrites what was.",
  fix: "add github_branch_protection or github_repository_ruleset for the default branch",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.4", "A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV2_GIT_1"],
  subject: "resource",
  types: ["github_repository"],
  check: (repository) => {
    if (repository.mode === "data" || repository.config["archived"] === true) return undefined;
    if (repository.stack.nearby("github_organization_ruleset").length > 0) return PASS;
    const [found, undecided] = protectionsOf(repository);
    if (found > 0) return PASS;
    return undecided > 0
      ? unknown([], "it is not known before the apply which repository is protected")
      : fail([], "a branch protection or a ruleset");
  },
  examples: () => {
    const repository = (says: string, others: Readonly<Record<string, object>>, config: object = {}) =>
      exampleOf(
        says,
        "github_repository",
        { name: "infra", ...config },
        Object.fromEntries(Object.entries(others).map(([type, other]) => [type, { it: { ...other } }])),
      );
    const node = "$" + "{github_repository.it.node_id}";
    return {
      pass: [
        repository("a protection", { github_branch_protection: { repository_id: node } }),
        repository("a protection by name", { github_branch_protection: { repository_id: "infra" } }),
        repository("an older protection", { github_branch_protection_v3: { repository: "infra" } }),
        repository("a ruleset", { github_repository_ruleset: { repository: "infra" } }),
        repository("rules of the organisation", { github_organization_ruleset: {} }),
      ],
      fail: [
        repository("no protection", {}),
        repository("a protection of another", { github_branch_protection: { repository_id: "other" } }),
      ],
      unknown: [repository("a protection of some", { github_branch_protection: { repository_id: "$" + "{var.id}" } })],
      notApplicable: [
        example("a repository of others", {}, { github_repository: { it: { name: "infra" } } }),
        repository("one that rests", {}, { archived: true }),
      ],
    };
  },
});

/** How many protections are of a repository, and of how many that is not known. */
function protectionsOf(repository: ResourceView): readonly [found: number, undecided: number] {
  const { references } = repository.stack;
  const lists = [
    references.belongingTo(repository, ["github_branch_protection"], "repository_id", ["name"]),
    references.belongingTo(repository, ["github_branch_protection_v3", "github_repository_ruleset"], "repository", [
      "name",
    ]),
  ];
  const count = (of: "found" | "undecided"): number => lists.reduce((sum, list) => sum + list[of].length, 0);
  return [count("found"), count("undecided")];
}
