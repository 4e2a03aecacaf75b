import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";

/** Two, so that nobody's account alone is enough, the reviewer's included (source: CKV_GIT_5). */
const APPROVALS = 2;

/** Where each type has the number. */
const PLACES: Readonly<Record<string, string>> = {
  github_branch_protection: "required_pull_request_reviews.required_approving_review_count",
  github_branch_protection_v3: "required_pull_request_reviews.required_approving_review_count",
  github_repository_ruleset: "rules.pull_request.required_approving_review_count",
  github_organization_ruleset: "rules.pull_request.required_approving_review_count",
};

export const twoApprovals = guardrail({
  id: "supply-chain/two-approvals",
  title: "Two people approve a change",
  severity: "medium",
  why: "With one approval a single stolen account beside the author's brings anything into what is deployed.",
  fix: "set required_approving_review_count to 2",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.4", "A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_GIT_5"],
  subject: "resource",
  types: Object.keys(PLACES),
  check: ({ config, type }) => {
    // A ruleset may be about something else, such as tags.
    if (type.endsWith("_ruleset") && read(config, ["rules", "pull_request"]).state === "absent") return undefined;
    return expectAt(config, PLACES[type] ?? "").toBeAtLeast(APPROVALS, "approvals");
  },
  examples: () => {
    const reviews = (count: unknown) => ({
      required_pull_request_reviews: [{ required_approving_review_count: count }],
    });
    const rules = (count: number) => ({ rules: { pull_request: { required_approving_review_count: count } } });
    return {
      pass: [
        exampleOf("two", "github_branch_protection", reviews(2)),
        exampleOf("three", "github_branch_protection_v3", reviews(3)),
        exampleOf("two by a ruleset", "github_repository_ruleset", rules(2)),
        exampleOf("two by a ruleset for all", "github_organization_ruleset", rules(2)),
      ],
      fail: [
        exampleOf("none", "github_branch_protection", {}),
        exampleOf("one", "github_branch_protection_v3", reviews(1)),
        exampleOf("one by a ruleset", "github_repository_ruleset", rules(1)),
        exampleOf("one by a ruleset for all", "github_organization_ruleset", rules(1)),
      ],
      unknown: [exampleOf("a number from elsewhere", "github_branch_protection", reviews("$" + "{var.count}"))],
      notApplicable: [
        exampleOf("rules on tags", "github_repository_ruleset", { target: "tag", rules: { deletion: true } }),
      ],
    };
  },
});
