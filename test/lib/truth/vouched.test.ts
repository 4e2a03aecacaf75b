import { formatProblem } from "../../../lib/core/errors";
import type { JsonRecord } from "../../../lib/core/json";
import { examineStack } from "../../../lib/truth";

const GETH = "ethereum/client-go:v1.17.8";
const RELEASE = { repository: "https://prometheus-community.github.io/helm-charts", version: "88.5.3" };

const policy = (statement: JsonRecord) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] });
const metadata = { name: "web", namespace: "apps" };

function found(type: string, config: JsonRecord, own: unknown) {
  const comment = { metadata: { path: "test/thing" }, palisade: { own } };
  const { problems, facts } = examineStack({ resource: { [type]: { it: { ...config, "//": comment } } } });
  return {
    problems: problems.map(formatProblem),
    unchecked: facts.filter(({ checked }) => !checked).map(({ name }) => name),
    checked: facts.filter(({ checked }) => checked).map(({ name }) => name),
  };
}

type Refused = readonly [what: string, type: string, config: JsonRecord, name: string, fact?: string];
type Case = readonly [what: string, type: string, config: JsonRecord, name: string, fact: string];

/** What is refused, and the name under which that is let pass and counts as a fact. */
const REFUSED: readonly Refused[] = [
  ["an action", "aws_iam_policy", { policy: policy({ Action: "sns:Novel" }) }, "action sns:Novel"],
  ["an action of a new service", "aws_iam_policy", { policy: policy({ Action: "nov:El" }) }, "action nov:El"],
  [
    "a condition key",
    "aws_iam_policy",
    { policy: policy({ Action: "sns:Publish", Condition: { Bool: { "aws:Novel": "true" } } }) },
    "condition key aws:Novel",
  ],
  [
    "a condition operator",
    "aws_iam_policy",
    { policy: policy({ Action: "sns:Publish", Condition: { NovelIfExists: { "aws:SourceArn": "x" } } }) },
    "condition operator Novel",
  ],
  [
    "an ARN",
    "aws_iam_policy",
    { policy: policy({ Action: "eks:DescribeCluster", Resource: "arn:aws:eks:eu-central-1:1:novel/x" }) },
    "resource type arn:aws:eks:eu-central-1:1:novel/x",
  ],
  [
    "a principal",
    "aws_iam_role",
    {
      assume_role_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "novel.example.org" } }],
      }),
    },
    "principal novel.example.org",
  ],
  [
    "a word of AWS",
    "aws_kms_key",
    { customer_master_key_spec: "ECC_NOVEL" },
    "customer_master_key_spec",
    "aws_kms_key.customer_master_key_spec = ECC_NOVEL",
  ],
  [
    "a value in a block",
    "aws_eks_node_group",
    { update_config: [{ max_unavailable_percentage: 101 }] },
    "update_config[0].max_unavailable_percentage",
    "aws_eks_node_group.update_config.max_unavailable_percentage = 101",
  ],
  [
    "a key of a chart",
    "helm_release",
    { chart: "kube-prometheus-stack", ...RELEASE, values: ['{"grafana":{"ours":{"a":1}}}'] },
    "grafana.ours",
  ],
  [
    "a type of a chart's value",
    "helm_release",
    { chart: "kube-prometheus-stack", ...RELEASE, set: [{ name: "grafana.replicas", value: "two" }] },
    "grafana.replicas",
  ],
  [
    "a field of a manifest",
    "kubernetes_manifest",
    {
      manifest: {
        apiVersion: "v1",
        kind: "Pod",
        metadata,
        spec: { containers: [{ name: "a", image: "a:1", novel: 1 }] },
      },
    },
    "Pod spec.containers[].novel",
    "spec.containers[].novel",
  ],
  [
    "a value of a field",
    "kubernetes_service_v1",
    { metadata, spec: { type: "Novel", port: { port: 80 } } },
    "Service spec.type",
    "spec.type",
  ],
  [
    "a version of a kind",
    "kubernetes_manifest",
    { manifest: { apiVersion: "apps/v2", kind: "Deployment", metadata } },
    "Deployment apiVersion",
    "*",
  ],
  [
    "a flag of a client",
    "kubernetes_pod_v1",
    { metadata, spec: { container: { name: "geth", image: GETH, args: ["--novel=1"] } } },
    "--novel",
  ],
];

const CASES = REFUSED.map(([what, type, config, name, fact = name]): Case => [what, type, config, name, fact]);

describe("what somebody vouches for", () => {
  it.each(CASES)("is let pass and counts as not checked: %s", (_, type, config, name, fact) => {
    expect(found(type, config, undefined).problems.join()).not.toBe("");
    const { problems, unchecked, checked } = found(type, config, [name]);
    expect(problems).toEqual([]);
    expect(unchecked).toContain(fact);
    expect(checked).not.toContain(fact);
  });

  const SAYING_HOW = CASES.filter(([, , , name]) => !["Service spec.type", "--novel"].includes(name));
  it.each(SAYING_HOW)("is what the message says: %s", (_, type, config, name) => {
    const element = type === "helm_release" ? "release" : "resource";
    expect(found(type, config, undefined).problems.join("\n")).toContain(
      `vouchFor(${element}, [${JSON.stringify(name)}])`,
    );
  });

  it.each(CASES)("is refused where nothing is wrong, since it hides nothing: %s", (_, type, config, name) => {
    const { problems } = found(type, config, [name, "novel"]);
    expect(problems).toEqual([
      [
        "test/thing: vouchFor names nothing that is refused in this resource",
        '  got: "novel"',
        "  allowed: names as messages write them behind vouchFor",
        "  do this: take it out of vouchFor, or correct it",
      ].join("\n"),
    ]);
  });

  it("hides nothing else of the resource", () => {
    const config = { policy: policy({ Action: ["sns:Novel", "sns:Nevol"] }) };
    expect(found("aws_iam_policy", config, ["action sns:Novel"]).problems).toEqual([
      expect.stringContaining("sns:Nevol"),
    ]);
  });

  it("may stand beside values that are not known yet, and beside a chart that nobody knows", () => {
    const unknown = { chart: "kube-prometheus-stack", ...RELEASE, values: ["$" + "{local.values}"] };
    expect(found("helm_release", unknown, ["grafana.ours"]).problems).toEqual([]);
    const strange = { chart: "strange", version: "1.0.0", values: ['{"a":1}'] };
    expect(found("helm_release", strange, ["a"])).toMatchObject({ problems: [], unchecked: ["a"] });
  });

  it.each([undefined, null, "action sns:Novel", 5, [5, null], {}])("is nothing for the odd mark %j", (own) => {
    const config = { policy: policy({ Action: "sns:Novel" }) };
    expect(found("aws_iam_policy", config, own).problems).toHaveLength(1);
  });
});

it("a chart of the same name and version from elsewhere is judged as the original, and the message says so", () => {
  const config = { chart: "kube-prometheus-stack", ...RELEASE, repository: "oci://registry.example.org/forks" };
  expect(found("helm_release", { ...config, values: ['{"grafana":{"ours":1}}'] }, undefined).problems).toEqual([
    [
      "test/thing values grafana.ours: the chart kube-prometheus-stack 88.5.3 has no such value",
      "  got: 1",
      "  allowed: grafana.args",
      '  do this: correct the key, or say vouchFor(release, ["grafana.ours"]) (what comes from oci://registry.example.org/forks is judged as kube-prometheus-stack 88.5.3, since it has its name and version) if it is yours',
      "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
    ].join("\n"),
  ]);
});
