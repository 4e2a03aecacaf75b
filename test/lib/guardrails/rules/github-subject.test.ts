import fc from "fast-check";
import { type GithubReach, githubReach } from "../../../../lib/guardrails/rules/identity/github-subject";
import { globsMeet } from "../../../../lib/truth/aws/glob";

/** How much of GitHub a trust lets in that requires these subjects. */
function reachOf(...subjects: readonly string[]): GithubReach {
  const claim = { name: "sub", key: "token.actions.githubusercontent.com:sub", isPattern: true, values: subjects };
  return githubReach({ isGithub: true, claims: [claim] });
}

/** Subjects of one repository in both forms, of which stars take the place of some part. */
const patterns = fc
  .tuple(
    fc.constantFrom(
      "repo:octo-org/octo-repo:environment:prod",
      "repo:octo-org/octo-repo:ref:refs/heads/main",
      "repo:octo-org@123456/octo-repo@789012:environment:prod",
    ),
    fc.array(fc.tuple(fc.nat(60), fc.nat(20), fc.constantFrom("*", "?", "")), { minLength: 1, maxLength: 3 }),
  )
  .map(([subject, cuts]) =>
    cuts.reduce<string>(
      (text, [start, length, sign]) => text.slice(0, start) + sign + text.slice(start + length),
      subject,
    ),
  );

/** What a stranger's tokens say: everything behind the name of his organisation is his to choose. */
const STRANGERS = ["repo:evil/*", "repo:evil@9/*"];

/** What the tokens of other repositories of the same owner say, and of a later owner of the same name. */
const NEIGHBOURS = ["repo:octo-org/other:*", "repo:octo-org@123456/other@5:*"];
const LATER_OWNER = "repo:octo-org@654321/octo-repo@5:*";

test("a subject that a stranger's token fits is open to everyone", () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      fc.pre(STRANGERS.some((stranger) => globsMeet(pattern, stranger)));
      expect(reachOf(pattern)).toBe("everyone");
    }),
    { numRuns: 2_000 },
  );
});

test("a subject that another repository's token fits is not taken for one repository", () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      fc.pre([...NEIGHBOURS, LATER_OWNER].some((neighbour) => globsMeet(pattern, neighbour)));
      expect(reachOf(pattern)).not.toBe("repository");
    }),
    { numRuns: 2_000 },
  );
});

test("of several subjects the widest counts, and of several claims the narrowest", () => {
  expect(reachOf("repo:octo-org/octo-repo:*", "repo:octo-org/*")).toBe("owner");
  expect(reachOf("repo:octo-org/*", "repo:*")).toBe("everyone");
  const owner = { name: "repository_owner_id", key: "x:repository_owner_id", isPattern: false, values: ["123456"] };
  const anyone = { name: "sub", key: "x:sub", isPattern: true, values: ["*"] };
  expect(githubReach({ isGithub: true, claims: [anyone, owner] })).toBe("owner");
  expect(githubReach({ isGithub: true, claims: [] })).toBe("everyone");
});
