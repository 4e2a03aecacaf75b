import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** Data sources whose token ends within the day, and still lies in the state until then. */
const TOKENS = ["aws_ecr_authorization_token", "aws_ecrpublic_authorization_token", "aws_eks_cluster_auth"];

/** What names a cluster or registry and reads no token. */
const PLAIN = ["aws_eks_cluster", "aws_ecr_repository"];

export const tokenInState = guardrail({
  id: "secrets/token-in-state",
  title: "No token for a cluster or registry is read by a data source",
  severity: "low",
  why: "The token stands in the state and in the plan for as long as it is good.",
  fix: "log in with an exec block that runs aws eks get-token, or use the ephemeral resource of the same name",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source:
    "The AWS provider's documentation of aws_eks_cluster_auth: the ephemeral resource keeps the token out of the state",
  subject: "resource",
  types: [...TOKENS, ...PLAIN],
  check: ({ mode, type }) => {
    if (mode === "resource") return undefined;
    return TOKENS.includes(type) ? fail([], "an ephemeral resource") : PASS;
  },
  examples: () => {
    const data = (says: string, type: string) => ({
      says,
      stacks: { example: { data: { [type]: { it: { name: "it" } } } } },
    });
    return {
      pass: PLAIN.map((type) => data(`a ${type}`, type)),
      fail: TOKENS.map((type) => data(`a ${type}`, type)),
      notApplicable: [exampleOf("a cluster that is made", "aws_eks_cluster", { name: "it" })],
    };
  },
});
