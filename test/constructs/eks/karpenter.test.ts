import { Namespace } from "../../../constructs/core/namespace";
import { EksCluster, Karpenter, type KarpenterProps } from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { readSchema, testWith } from "../../support/shared-schemas";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";

const networkAttributes = {
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  region: "eu-central-1",
  zones: ["eu-central-1a", "eu-central-1b"],
  privateSubnetIds: ["subnet-1", "subnet-2"],
};
const cluster = (more: object = {}) =>
  EksCluster.fromAttributes({
    clusterName: "prod-main",
    network: Network.fromAttributes({ ...networkAttributes, ...more }),
    endpoint: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
    certificateAuthority: "Q0E=",
    clusterSecurityGroupId: "sg-0a1b",
  });
const namespace = Namespace.fromName("kube-system");
const general = { cpuLimitCores: 64, memoryLimitGiB: 256 };

const karpenter = (props: Partial<KarpenterProps> = {}): SynthesizedJson =>
  synthStack((stack) => {
    new Karpenter(stack, "karpenter", { cluster: cluster(), namespace, nodePools: { general }, ...props });
  });

const manifests = (json: SynthesizedJson): Json[] => {
  const bundle = Object.values<Json>(json.resource["helm_release"] ?? {}).find(
    (release) => release.name !== "karpenter",
  );
  return JSON.parse(bundle?.values[0]).manifests;
};
const chartValues = (json: SynthesizedJson): Json =>
  JSON.parse(
    Object.values<Json>(json.resource["helm_release"] ?? {}).find((release) => release.name === "karpenter")?.values[0],
  );

describe("Karpenter", () => {
  const json = karpenter();

  it("takes changes to its chart over its own values", () => {
    const { settings, logLevel } = chartValues(
      karpenter({ chart: { values: { logLevel: "debug", settings: { batchIdleDuration: "2s" } } } }),
    );
    expect([settings.clusterName, settings.batchIdleDuration, logLevel]).toEqual(["prod-main", "2s", "debug"]);
    expect(() => karpenter({ chart: { values: { logLvl: "debug" } } })).toThrow("  allowed: logLevel\n");
  });

  it("knows its cluster and hears of interruptions", () => {
    expect(chartValues(json).settings).toMatchObject({
      clusterName: "prod-main",
      interruptionQueue: expect.stringMatching(/aws_sqs_queue\..*\.name/),
      isolatedVPC: false,
    });
    expect(Object.keys(json.resource["aws_cloudwatch_event_rule"] ?? {})).toHaveLength(5);
    expect(Object.keys(json.resource["aws_cloudwatch_event_target"] ?? {})).toHaveLength(5);
  });

  it("knows when there is no internet to ask for prices", () => {
    expect(chartValues(karpenter({ cluster: cluster({ internetEgress: false }) })).settings.isolatedVPC).toBe(true);
  });

  it("lets only its own rules write to the queue, over TLS", () => {
    const [send, refuse] = JSON.parse(only(json.resource["aws_sqs_queue_policy"]).policy).Statement;
    expect(send.Condition.ArnEquals["aws:SourceArn"]).toHaveLength(5);
    expect(refuse).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
    expect(only(json.resource["aws_sqs_queue"])).toMatchObject({
      message_retention_seconds: 300,
      sqs_managed_sse_enabled: true,
    });
  });

  it("may start and stop nothing that does not carry its own tags", () => {
    const policies = Object.values<Json>(json.resource["aws_iam_role_policy"] ?? {});
    const statements: Json[] = policies.flatMap((policy) => JSON.parse(policy.policy).Statement);
    const stop = statements.find((statement) => statement.Action.includes("ec2:TerminateInstances"));
    expect(stop.Condition.StringEquals).toEqual({ "aws:ResourceTag/kubernetes.io/cluster/prod-main": "owned" });
    const wide = statements.filter((statement) => statement.Resource.includes("*")).map((statement) => statement.Sid);
    expect(wide.sort()).toEqual(["ComparePrices", "ListProfiles", "LookAround"]);
    expect(statements.some((statement) => statement.Action.some((action: string) => action.endsWith("*")))).toBe(false);
  });

  it("fits into the 10,240 characters that inline policies of a role may have", () => {
    const policies = Object.values<Json>(json.resource["aws_iam_role_policy"] ?? {});
    // A live reference in the text becomes an ARN of up to about 100 characters.
    const length = policies.map((policy) => policy.policy.replace(/\$\{[^}]+\}/g, "x".repeat(20))).join("").length;
    expect(length).toBeLessThan(10_240);
  });

  it("lets its nodes join through an access entry", () => {
    expect(only(json.resource["aws_eks_access_entry"])).toMatchObject({ cluster_name: "prod-main", type: "EC2_LINUX" });
  });

  it("runs as the service account its role trusts", () => {
    const association = only(json.resource["aws_eks_pod_identity_association"]);
    expect(association).toMatchObject({ namespace: "kube-system", service_account: "karpenter" });
    expect(chartValues(json).serviceAccount.name).toBe("karpenter");
  });
});

describe("nodes that Karpenter adds", () => {
  const [nodeClass, nodePool] = manifests(karpenter());

  it("come from an exact image, with signed metadata requests and encrypted disks", () => {
    expect(nodeClass).toMatchObject({
      kind: "EC2NodeClass",
      spec: {
        amiSelectorTerms: [{ alias: "al2023@v20260903" }],
        associatePublicIPAddress: false,
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        securityGroupSelectorTerms: [{ id: "sg-0a1b" }],
      },
    });
    expect(nodeClass.spec.blockDeviceMappings[0].ebs).toMatchObject({
      encrypted: true,
      volumeType: "gp3",
      volumeSize: "80Gi",
    });
    expect(nodeClass.spec.role).toMatch(/aws_iam_role\./);
  });

  it("stand in the private subnets, found by tag where there is one", () => {
    expect(nodeClass.spec.subnetSelectorTerms).toEqual([{ id: "subnet-1" }, { id: "subnet-2" }]);
    const [tagged] = manifests(karpenter({ cluster: cluster({ discoveryName: "prod-main" }) }));
    expect(tagged.spec.subnetSelectorTerms).toEqual([{ tags: { "karpenter.sh/discovery": "prod-main" } }]);
  });

  it("have a limit", () => {
    expect(nodePool.spec.limits).toEqual({ cpu: "64", memory: "256Gi" });
  });

  it("are reserved, and never emptied to save money, when they serve signers", () => {
    const json = karpenter({ nodePools: { signers: { ...general, purpose: "signers" } } });
    const pool = manifests(json).find((each) => each.kind === "NodePool");
    expect(pool.spec.template.spec.taints).toEqual([
      { key: "palisade.dev/purpose", value: "signers", effect: "NoSchedule" },
    ]);
    expect(pool.spec.template.metadata.labels).toMatchObject({ "palisade.dev/purpose": "signers" });
    expect(pool.spec.disruption.consolidationPolicy).toBe("WhenEmpty");
    expect(nodePool.spec.disruption.consolidationPolicy).toBe("WhenEmptyOrUnderutilized");
  });
});

describe("a bad Karpenter", () => {
  it("hears everything at once", () => {
    const bad = () =>
      karpenter({
        imageAlias: "al2023@latest",
        nodePools: { Big_Pool: { cpuLimitCores: -1, memoryLimitGiB: 0, diskGiB: 1.5 } },
      });
    for (const part of [
      "test/karpenter: Karpenter's node image is not an exact release",
      "a name that Kubernetes does not take",
      "cpuLimitCores of the node pool",
      "memoryLimitGiB of the node pool",
      "diskGiB of the node pool",
    ]) {
      expect(bad).toThrow(part);
    }
  });

  it("is refused without a pool", () => {
    expect(() => karpenter({ nodePools: {} })).toThrow("no node pool");
  });
});

/** Paths of fields that the schema of a custom resource does not have; the API server would drop them in silence. */
function unknownFields(value: Json, schema: Json, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownFields(item, schema.items ?? {}, `${path}[]`));
  if (typeof value !== "object" || value === null || schema.properties === undefined) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    schema.properties[key] === undefined
      ? [`${path}.${key}`]
      : unknownFields(member, schema.properties[key], `${path}.${key}`),
  );
}

describe("custom resources of Karpenter", () => {
  const definitions = {
    EC2NodeClass: "crds/karpenter.k8s.aws_ec2nodeclasses.json",
    NodePool: "crds/karpenter.sh_nodepools.json",
  };
  for (const [kind, file] of Object.entries(definitions)) {
    testWith(file)(`of kind ${kind} have only fields their definition knows`, () => {
      const pools = { general, signers: { ...general, purpose: "signers" as const, spot: true } };
      const made = manifests(karpenter({ nodePools: pools })).filter((each) => each.kind === kind);
      const schema = readSchema(file).versions.v1.properties.spec;
      expect(made).toHaveLength(2);
      expect(made.flatMap((each) => unknownFields(each.spec, schema, "spec"))).toEqual([]);
    });
  }
});
