import fc from "fast-check";
import { examineStack } from "../../../lib/truth/examine-stack";

/** Types and arguments that some examiner knows, so that odd values reach it. */
const TYPES = [
  "aws_iam_policy",
  "aws_iam_role",
  "aws_kms_key",
  "aws_eks_cluster",
  "aws_instance",
  "aws_launch_template",
  "aws_s3_bucket_policy",
  "helm_release",
  "kubernetes_manifest",
  "kubernetes_config_map_v1",
  "kubernetes_cron_job_v1",
  "kubernetes_deployment_v1",
  "kubernetes_network_policy_v1",
  "kubernetes_stateful_set_v1",
  "vault_policy",
];
const NAMES = [
  "policy",
  "assume_role_policy",
  "Statement",
  "Action",
  "Condition",
  "chart",
  "version",
  "values",
  "set",
  "manifest",
  "apiVersion",
  "kind",
  "metadata",
  "labels",
  "spec",
  "template",
  "container",
  "args",
  "command",
  "image",
  "data",
  "user_data",
  "palisade",
  "//",
];
const TEXTS = [
  "",
  `\${a.b}`,
  `$\${x}`,
  "*",
  "s3:*",
  "{",
  "[]",
  '{"Statement":null}',
  '{"Statement":[{"Action":{}}]}',
  "apiVersion: v1\nkind: [",
  "a: &a [*a]",
  "---\n---\n",
  "--http",
  "--=",
  "ghcr.io/paradigmxyz/reth:v2.10.1",
  "reth",
  "apps/v1",
  "Deployment",
  "./charts/manifests",
  "kube-prometheus-stack",
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom(...TEXTS),
    fc.string(),
    fc.constantFrom(null, true, 0, -1, 1e21),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie("value"), { maxKeys: 5 }),
  ),
}));
const section = fc.dictionary(fc.constantFrom(...TYPES), fc.dictionary(fc.constantFrom("a", "b"), value), {
  maxKeys: 4,
});

describe("examining", () => {
  it("throws at nothing, however odd the stack is", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("resource", "data", "//", "terraform"), fc.oneof(section, value)),
        (stack) => {
          examineStack(stack);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("finds nothing in an empty stack", () => {
    const { facts, problems, warnings, notes } = examineStack({});
    expect({ facts, problems, warnings, notes }).toEqual({ facts: [], problems: [], warnings: [], notes: [] });
  });

  it("leaves the stack as it was", () => {
    fc.assert(
      fc.property(section, (resource) => {
        const before = JSON.stringify(resource);
        examineStack({ resource });
        expect(JSON.stringify(resource)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});
