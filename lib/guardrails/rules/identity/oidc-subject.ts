import { holdsReference } from "../../../truth/terraform-text";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";
import { exampleTrust, OWN_PROVIDER } from "./trust-examples";
import { webIdentityTrust } from "./web-identity";

export const oidcSubject = guardrail({
  id: "identity/oidc-subject",
  title: "A role that is taken with a token says whose token",
  severity: "high",
  why: "Without a subject every pod of the cluster, or every project of the provider, takes the role.",
  fix: "require the provider's sub: system:serviceaccount:<namespace>:<name> for a cluster; or use Pod Identity, as Palisade does",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts": the trust policy\'s conditions',
  subject: "statement",
  check: (statement) => {
    const trust = webIdentityTrust(statement);
    if (trust === undefined || trust.isGithub) return undefined;
    const subjects = trust.claims.filter(({ name }) => name === "sub");
    if (subjects.length === 0) return fail([], "a condition on sub");
    // All of them have to hold, and of one's values any is enough.
    const wide = subjects.map(({ isPattern, values }) => values.filter((value) => isPattern && isWide(value)));
    const narrow = wide.some((values) => values.length === 0);
    return narrow ? PASS : fail([], "a subject whose namespace or project is said in full", wide.flat());
  },
  examples: () => {
    const cluster = "arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";
    const sub = (subject: string | readonly string[], operator = "StringLike") =>
      exampleTrust(`${operator} ${subject}`, cluster, { [operator]: { "oidc.eks.example/id/EXAMPLE:sub": subject } });
    return {
      pass: [
        sub("system:serviceaccount:rpc:erpc", "StringEquals"),
        sub("system:serviceaccount:rpc:*"),
        sub("project_path:group/*"),
        sub("project_path:group/project:ref_type:tag:ref:*"),
        sub("organization:acme:project:infra:workspace:prod:run_phase:*"),
        sub("system:serviceaccount:rpc"),
        sub("system:serviceaccount:$" + "{var.account}*"),
        sub("*", "StringEquals"),
        sub("system:serviceaccount:$" + "{var.namespace}:*"),
        exampleTrust("a key that is not known yet", OWN_PROVIDER, {
          StringEquals: { ["$" + "{local.issuer}:sub"]: "system:serviceaccount:rpc:erpc" },
        }),
        exampleTrust("two that both have to hold", cluster, {
          StringLike: { "a:sub": "*" },
          StringEquals: { "a:sub": "system:serviceaccount:rpc:erpc" },
        }),
      ],
      fail: [
        exampleTrust("no condition", cluster, {}),
        exampleTrust("an audience only", cluster, { StringEquals: { "a:aud": "sts.amazonaws.com" } }),
        sub("*"),
        sub("system:serviceaccount:*"),
        sub("system:serviceaccount:*:erpc"),
        sub("system:serviceaccount:rpc-?:erpc"),
        sub("project_path:*"),
        sub(["system:serviceaccount:rpc:erpc", "*"]),
      ],
      notApplicable: [
        exampleTrust("GitHub", "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com", {}),
        exampleTrust("a user of a pool", "cognito-identity.amazonaws.com", {}),
      ],
    };
  },
});

const OF_CLUSTER = "system:serviceaccount:";

/**
 * What stands before the first wildcard has to say more than a kind of subject. What comes behind an owner's name may be
 * left open: `organization:acme:project:infra:workspace:prod:run_phase:*`, as Terraform Cloud's documentation has it.
 */
function isWide(subject: string): boolean {
  const wildcard = subject.search(/[*?]/);
  const known = subject.slice(0, wildcard);
  if (wildcard < 0 || holdsReference(known)) return false;
  if (known.startsWith(OF_CLUSTER)) return !known.slice(OF_CLUSTER.length).includes(":");
  return /^([^:]+:)?$/.test(known);
}
