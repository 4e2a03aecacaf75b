import { exampleOf, examplePolicy } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { webIdentityTrust } from "./web-identity";

/** An hour: what AWS takes where nothing is said. */
const LONGEST_SECONDS = 3600;

export const sessionDuration = guardrail({
  id: "identity/session-duration",
  title: "A session that a token opens ends within an hour",
  severity: "low",
  why: "Credentials that leak from a pipeline's log work until the session ends.",
  fix: "leave max_session_duration out, or set it to 3600",
  controls: { soc2: ["CC6.1"], nist: ["AC-2(1)"] },
  source: 'IAM User Guide, "Update the maximum session duration for a role": 3600 to 43200 seconds, 3600 by default',
  subject: "resource",
  types: ["aws_iam_role"],
  check: ({ config, stack, address }) => {
    if (config["max_session_duration"] === undefined) return undefined;
    const trusts = stack.policies.filter(({ resource }) => resource.address === address);
    const isOpenedByToken = trusts.some(({ statements }) =>
      statements.some((statement) => webIdentityTrust(statement) !== undefined),
    );
    if (!isOpenedByToken) return undefined;
    return expectAt(config, "max_session_duration").toBeAtMost(LONGEST_SECONDS, "seconds");
  },
  examples: () => {
    const role = (says: string, principal: object, max_session_duration?: unknown) =>
      exampleOf(says, "aws_iam_role", {
        ...(max_session_duration === undefined ? {} : { max_session_duration }),
        assume_role_policy: examplePolicy({
          Effect: "Allow",
          Principal: principal,
          Action: ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"],
        }),
      });
    const token = { Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" };
    return {
      pass: [role("an hour", token, 3600)],
      fail: [role("a little more", token, 3601), role("half a day", token, 43_200)],
      unknown: [role("a value from elsewhere", token, "$" + "{var.seconds}")],
      notApplicable: [role("what AWS takes", token), role("a machine", { Service: "ec2.amazonaws.com" }, 43_200)],
    };
  },
});
