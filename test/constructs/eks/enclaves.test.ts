import { spawnSync } from "node:child_process";
import { EksCluster, EksNodes, enclavePages, type NodeGroupProps } from "../../../constructs/eks";
import { enclaveUserData } from "../../../constructs/eks/enclaves";
import { problemsOf } from "../../support/refusals";
import { only, synthStack } from "../../support/synth";
import { fresh } from "../keys/key-source-fixture";
import { base, cluster, general, named, network } from "./eks-fixtures";

const enclaves = { reservedFor: "hot-wallet", memoryMiB: 768, cpuCount: 2 };
const group: NodeGroupProps = { ...general, instanceTypes: ["m7i.xlarge"], enclaves };
const imported = EksCluster.fromAttributes({
  clusterName: "prod-main",
  network,
  endpoint: "https://0123.gr7.eu-central-1.eks.amazonaws.com",
  certificateAuthority: "TUlJQg==",
  clusterSecurityGroupId: "sg-0123456789abcdef0",
});

describe("nodes that start enclaves", () => {
  it("are an option of a cluster's own node groups, and others start none", () => {
    const json = cluster({ nodeGroups: { general, wallets: group } });
    expect(named(json, "aws_launch_template", "wallets").enclave_options).toEqual({ enabled: true });
    expect(named(json, "aws_launch_template", "general").enclave_options).toBeUndefined();
    expect(named(json, "aws_launch_template", "general").user_data).toBeUndefined();
    expect(named(json, "aws_eks_node_group", "wallets").taint).toEqual([
      { key: "palisade.dev/enclaves", value: "hot-wallet", effect: "NO_SCHEDULE" },
    ]);
  });

  it("run a script that a shell can read", () => {
    const [, script = ""] =
      /us-ascii"\n\n([\s\S]*)\n--==/.exec(Buffer.from(enclaveUserData(enclaves), "base64").toString()) ?? [];
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(spawnSync("bash", ["-n"], { input: script }).status).toBe(0);
    const allocator = script
      .split("\n")
      .find((line) => line.startsWith("printf"))
      ?.replace(/ >.*$/, "");
    expect(spawnSync("bash", ["-c", allocator ?? ""]).stdout.toString()).toBe("---\nmemory_mib: 768\ncpu_count: 2\n");
  });

  it.each([
    [768, "2Mi"],
    [1024, "1Gi"],
    [4096, "1Gi"],
  ])("keep %d MiB in pages of %s", (memoryMiB, size) => {
    expect(enclavePages(memoryMiB)).toBe(size);
  });

  it.each([
    ["an odd name", { ...enclaves, reservedFor: "Hot Wallet" }, {}, "Hot Wallet"],
    ["pages of two sizes", { ...enclaves, memoryMiB: 1026 }, {}, 1026],
    ["too little memory", { ...enclaves, memoryMiB: 62 }, {}, 62],
    ["half a core", { ...enclaves, cpuCount: 3 }, {}, 3],
    ["no core", { ...enclaves, cpuCount: 0 }, {}, 0],
    ["a burstable type", enclaves, { instanceTypes: ["t3.xlarge"] }, "t3.xlarge"],
    ["bare metal", enclaves, { instanceTypes: ["m7i.metal-24xl"] }, "m7i.metal-24xl"],
    ["a single core", enclaves, { instanceTypes: ["m7i.large"] }, "m7i.large"],
    ["a single core of AWS's own", enclaves, { instanceTypes: ["m7g.medium"], architecture: "arm64" }, "m7g.medium"],
    ["another purpose beside", enclaves, { purpose: "signers" }, undefined],
  ] as const)("are refused for %s", (_, odd, more, got) => {
    const groups = { nodeGroups: { general, wallets: { ...group, ...more, enclaves: odd } } };
    const problems = problemsOf(() => new EksCluster(fresh(), "cluster", { ...base, ...groups }));
    expect(problems.map((problem) => problem.got)).toEqual([got]);
  });

  it("have whole cores with one processor each on AWS's own", () => {
    const arm: NodeGroupProps = {
      ...group,
      instanceTypes: ["m7g.large"],
      architecture: "arm64",
      enclaves: { ...enclaves, cpuCount: 1 },
    };
    expect(() => cluster({ nodeGroups: { general, arm } })).not.toThrow();
  });
});

describe("nodes beside a cluster that is there already", () => {
  it("have a role of their own and join by the cluster's name", () => {
    const json = synthStack((stack) => {
      new EksNodes(stack, "more", { ...general, cluster: imported, name: "more" });
    });
    const nodes = only(json.resource["aws_eks_node_group"]);
    expect(nodes).toMatchObject({ cluster_name: "prod-main", node_group_name_prefix: "more-" });
    expect(nodes.version).toBeUndefined();
    expect(nodes.node_role_arn).toMatch(/^\$\{aws_iam_role\./);
  });

  it("are checked as all others are", () => {
    const props = { ...general, minNodes: 5, cluster: imported, name: "More" };
    expect(problemsOf(() => new EksNodes(fresh(), "more", props))).toHaveLength(2);
  });
});
