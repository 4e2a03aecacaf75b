import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Annotations, App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import {
  ClusterAccess,
  type ClusterAccessProps,
  EksCluster,
  type EksClusterProps,
  EksLookup,
  type NodeGroupProps,
} from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { type Json, only, type SynthesizedJson, synthApp, synthStack } from "../../support/synth";

const network = Network.fromAttributes({
  vpcId: "vpc-0a1b2c3d",
  cidr: "10.0.0.0/16",
  region: "eu-central-1",
  zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  privateSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
  peersSubnetIds: ["subnet-7", "subnet-8", "subnet-9"],
});

const general: NodeGroupProps = { instanceTypes: ["m7i.large"], minNodes: 2, maxNodes: 4 };
const base: EksClusterProps = {
  name: "prod-main",
  network,
  access: { platform: { principalArn: "arn:aws:iam::123456789012:role/platform", level: "admin" } },
  nodeGroups: { general },
};

const cluster = (props: Partial<EksClusterProps> = {}): SynthesizedJson =>
  synthStack((stack) => {
    new EksCluster(stack, "cluster", { ...base, ...props });
  });

const named = (json: SynthesizedJson, type: string, part: string): Json => {
  const found = Object.entries<Json>(json.resource[type] ?? {}).filter(([address]) => address.includes(part));
  if (found.length !== 1) throw new Error(`expected one ${type} with ${part}, found ${found.length}`);
  return found[0]?.[1];
};

describe("the control plane", () => {
  const json = cluster();
  const resource = only(json.resource["aws_eks_cluster"]);

  it("runs the default version and is upgraded rather than billed for being old", () => {
    expect(resource).toMatchObject({
      name: "prod-main",
      version: "1.35",
      upgrade_policy: { support_type: "STANDARD" },
    });
  });

  it("has no public endpoint", () => {
    expect(resource.vpc_config).toMatchObject({ endpoint_private_access: true, endpoint_public_access: false });
    expect(resource.vpc_config.public_access_cidrs).toBeUndefined();
  });

  it("says where pods reach its API: in its network and behind its Service", () => {
    synthStack((stack) => {
      const chosen = new EksCluster(stack, "cluster", base);
      expect(chosen.kubernetesApiCidrs).toEqual(["10.0.0.0/16", "10.100.0.0/16", "172.20.0.0/16"]);
      const own = new EksCluster(stack, "own", { ...base, name: "own", serviceCidr: "10.96.0.0/16" });
      expect(own.kubernetesApiCidrs).toEqual(["10.0.0.0/16", "10.96.0.0/16"]);
    });
  });

  it("is asked for the addresses of its Services when it is found by its name", () => {
    const json = synthStack((stack) => {
      const { region, cidr, zones } = network;
      const { cluster: found } = new EksLookup(stack, "cluster", { clusterName: "prod-main", region, cidr, zones });
      new TerraformOutput(stack, "api", { value: found.kubernetesApiCidrs });
    });
    expect(json.output["api"].value).toEqual([
      "10.0.0.0/16",
      expect.stringMatching(
        /data\.aws_eks_cluster\.cluster_[0-9A-F]+\.kubernetes_network_config\[0\]\.service_ipv4_cidr/,
      ),
    ]);
  });

  it("encrypts secrets with a key of its own that rotates and cannot be destroyed", () => {
    expect(resource.encryption_config).toMatchObject({ resources: ["secrets"] });
    expect(resource.encryption_config.provider.key_arn).toMatch(/aws_kms_key\.cluster_control-plane_key/);
    for (const key of Object.values<Json>(json.resource["aws_kms_key"] ?? {})) {
      expect(key).toMatchObject({
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it("writes all five logs into an encrypted group that was there first", () => {
    expect([...resource.enabled_cluster_log_types].sort()).toEqual([
      "api",
      "audit",
      "authenticator",
      "controllerManager",
      "scheduler",
    ]);
    const group = only(json.resource["aws_cloudwatch_log_group"]);
    expect(group).toMatchObject({ name: "/aws/eks/prod-main/cluster", retention_in_days: 365 });
    expect(group.kms_key_id).toBeDefined();
    expect(resource.depends_on.join()).toContain("aws_cloudwatch_log_group");
  });

  it("gives its creator nothing and its admin everything", () => {
    expect(resource.access_config).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    expect(only(json.resource["aws_eks_access_policy_association"])).toMatchObject({
      principal_arn: "arn:aws:iam::123456789012:role/platform",
      access_scope: { type: "cluster" },
      policy_arn: expect.stringMatching(/AmazonEKSClusterAdminPolicy$/),
    });
  });

  it("is protected from deletion unless told otherwise", () => {
    expect(resource).toMatchObject({ deletion_protection: true, lifecycle: { prevent_destroy: true } });
    const open = only(cluster({ deletionProtection: false }).resource["aws_eks_cluster"]);
    expect(open.deletion_protection).toBe(false);
    expect(open.lifecycle).toBeUndefined();
  });

  it("lets nobody from outside reach its API but those named", () => {
    expect(json.resource["aws_vpc_security_group_ingress_rule"]).toBeUndefined();
    const rules = cluster({ apiCidrs: ["10.9.0.0/24"], apiSecurityGroupIds: { runner: "sg-1" } }).resource[
      "aws_vpc_security_group_ingress_rule"
    ];
    const sources = Object.values<Json>(rules ?? {}).map((rule) => rule.cidr_ipv4 ?? rule.referenced_security_group_id);
    expect(sources.sort()).toEqual(["10.9.0.0/24", "sg-1"]);
    expect(Object.values<Json>(rules ?? {}).every((rule) => rule.from_port === 443 && rule.to_port === 443)).toBe(true);
  });

  it("limits other grants to their namespaces", () => {
    const json = cluster({
      access: {
        ...base.access,
        agents: { principalArn: "arn:aws:iam::123456789012:role/agents", level: "edit", namespaces: ["agents"] },
      },
    });
    expect(named(json, "aws_eks_access_policy_association", "agents")).toMatchObject({
      access_scope: { type: "namespace", namespaces: ["agents"] },
      policy_arn: expect.stringMatching(/AmazonEKSEditPolicy$/),
    });
  });
});

describe("add-ons", () => {
  const json = cluster();
  const addons = Object.values<Json>(json.resource["aws_eks_addon"] ?? {});
  const addon = (name: string): Json => addons.find((each) => each.addon_name === name);

  it("are pinned to exact builds", () => {
    expect(addons).toHaveLength(5);
    expect(addons.every((each) => /^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(each.addon_version))).toBe(true);
    expect(addon("kube-proxy").addon_version).toMatch(/^v1\.35\./);
  });

  it("enforce network policies", () => {
    expect(JSON.parse(addon("vpc-cni").configuration_values)).toEqual({
      enableNetworkPolicy: "true",
      env: { NETWORK_POLICY_ENFORCING_MODE: "standard" },
    });
  });

  it("stand before the nodes where nodes need them, and after them where they need nodes", () => {
    const group = only(json.resource["aws_eks_node_group"]);
    expect(group.depends_on.filter((each: string) => each.startsWith("aws_eks_addon."))).toHaveLength(3);
    expect(addon("coredns").depends_on.join()).toContain("aws_eks_node_group.");
  });

  it("have roles for one service account of one cluster", () => {
    const trust = JSON.parse(named(json, "aws_iam_role", "vpc-cni-role").assume_role_policy).Statement[0];
    expect(trust.Condition.StringEquals).toMatchObject({
      "aws:RequestTag/eks-cluster-name": "prod-main",
      "aws:RequestTag/kubernetes-namespace": "kube-system",
      "aws:RequestTag/kubernetes-service-account": "aws-node",
    });
    const nodePolicies = Object.entries<Json>(json.resource["aws_iam_role_policy_attachment"] ?? {})
      .filter(([address]) => address.includes("node-role"))
      .map(([, attachment]) => String(attachment.policy_arn).split("/").pop());
    expect(nodePolicies).not.toContain("AmazonEKS_CNI_Policy");
  });
});

describe("node groups", () => {
  const json = cluster({
    nodeGroups: {
      general,
      signers: { ...general, purpose: "signers", architecture: "arm64", instanceTypes: ["m7g.large"] },
      sentries: {
        ...general,
        purpose: "peers",
        p2pPorts: [{ port: 30303 }, { port: 30303, protocol: "UDP" }, { port: 8000, endPort: 8020, protocol: "UDP" }],
      },
    },
  });

  it("demand signed metadata requests that die before they reach a pod", () => {
    for (const template of Object.values<Json>(json.resource["aws_launch_template"] ?? {})) {
      expect(template.metadata_options).toMatchObject({ http_tokens: "required", http_put_response_hop_limit: 1 });
    }
  });

  it("have encrypted gp3 disks and no SSH", () => {
    for (const template of Object.values<Json>(json.resource["aws_launch_template"] ?? {})) {
      expect(template.block_device_mappings[0].ebs).toMatchObject({
        encrypted: "true",
        volume_type: "gp3",
        volume_size: 80,
      });
      expect(template.key_name).toBeUndefined();
    }
    for (const group of Object.values<Json>(json.resource["aws_eks_node_group"] ?? {})) {
      expect(group.remote_access).toBeUndefined();
      expect(group.node_repair_config).toEqual({ enabled: true });
    }
  });

  it("tag what is started from them", () => {
    const template = named(json, "aws_launch_template", "general");
    expect(template.tag_specifications.map((each: Json) => each.resource_type)).toEqual([
      "instance",
      "volume",
      "network-interface",
    ]);
    expect(template.tag_specifications[0].tags).toMatchObject({
      "palisade.dev/kind": "cluster",
      "palisade.dev/name": "prod-main",
    });
  });

  it("reserve nodes by label and taint, and tell pods how to get there", () => {
    const signers = named(json, "aws_eks_node_group", "signers");
    expect(signers).toMatchObject({
      labels: { "palisade.dev/purpose": "signers" },
      taint: [{ key: "palisade.dev/purpose", value: "signers", effect: "NO_SCHEDULE" }],
      ami_type: "AL2023_ARM_64_STANDARD",
    });
    const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
    const made = new EksCluster(stack, "cluster", {
      ...base,
      nodeGroups: { general, signers: { ...general, purpose: "signers" } },
    });
    expect(made.reservedNodes("signers")).toEqual({
      nodeSelector: { "palisade.dev/purpose": "signers" },
      tolerations: [{ key: "palisade.dev/purpose", value: "signers", effect: "NoSchedule" }],
    });
    expect(made.reservedNodes("validators")).toBeUndefined();
  });

  it("put peers where addresses are public and open exactly their P2P ports", () => {
    expect(named(json, "aws_eks_node_group", "sentries").subnet_ids).toEqual(["subnet-7", "subnet-8", "subnet-9"]);
    expect(named(json, "aws_eks_node_group", "general").subnet_ids).toEqual(["subnet-1", "subnet-2", "subnet-3"]);
    const rules = Object.values<Json>(json.resource["aws_vpc_security_group_ingress_rule"] ?? {});
    expect(
      rules.map((rule) => `${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${rule.cidr_ipv4}`).sort(),
    ).toEqual(["tcp 30303-30303 0.0.0.0/0", "udp 30303-30303 0.0.0.0/0", "udp 8000-8020 0.0.0.0/0"]);
    expect(named(json, "aws_launch_template", "sentries").vpc_security_group_ids).toHaveLength(2);
    expect(named(json, "aws_launch_template", "general").vpc_security_group_ids).toHaveLength(1);
  });
});

describe("a cluster in a network of another stack", () => {
  it("reads what AWS invented there and nothing else", () => {
    const stacks = synthApp((app) => {
      const [first, second] = ["network", "cluster"].map((name) => {
        const stack = new TerraformStack(app, name);
        new LocalBackend(stack, { path: `${name}.tfstate` });
        new AwsProvider(stack, "aws", { region: "eu-central-1" });
        return stack;
      });
      if (first === undefined || second === undefined) throw new Error("two stacks were expected");
      const made = new Network(first, "network", { name: "prod-main", cidr: "10.0.0.0/16", region: "eu-central-1" });
      new EksCluster(second, "cluster", { ...base, network: made });
    });
    const outputs = Object.values<Json>(stacks["network"]?.output ?? {}).map(({ value }) => String(value));
    expect(outputs).toHaveLength(4);
    expect(outputs.every((value) => /aws_(vpc|subnet)\./.test(value))).toBe(true);
    expect(JSON.stringify(stacks["cluster"]?.resource["aws_eks_cluster"])).toContain("data.terraform_remote_state");
  });
});

describe("versions", () => {
  const annotationsOf = (kubernetesVersion: string) => {
    const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
    const warn = jest.spyOn(Annotations.prototype, "addWarning");
    new EksCluster(stack, "cluster", {
      ...base,
      kubernetesVersion,
      addonVersions: {
        "vpc-cni": "v1.20.4-eksbuild.1",
        "kube-proxy": "v1.34.1-eksbuild.2",
        coredns: "v1.12.4-eksbuild.1",
        "eks-pod-identity-agent": "v1.3.10-eksbuild.2",
        "aws-ebs-csi-driver": "v1.56.0-eksbuild.1",
      },
    });
    const messages = warn.mock.calls.map(([message]) => message);
    warn.mockRestore();
    return messages;
  };

  it("warn when support ends soon", () => {
    expect(annotationsOf("1.34").join()).toContain("standard support ends 2026-12-02");
    expect(annotationsOf("1.36")).toEqual([]);
  });

  it("must come with add-on versions where the catalogue has none", () => {
    expect(() => cluster({ kubernetesVersion: "1.34" })).toThrow(
      "no version of the add-on vpc-cni is known for Kubernetes 1.34",
    );
  });
});

describe("a bad cluster", () => {
  it("hears everything at once", () => {
    const bad = () =>
      cluster({
        name: "prod main",
        kubernetesVersion: "1.27",
        apiSecurityGroupIds: { "a runner": "sg-1" },
        access: { ci: { principalArn: "ci-role", level: "admin", namespaces: ["apps"] } },
        nodeGroups: { Signers: { instanceTypes: [], minNodes: 3, maxNodes: 1, purpose: "signers", diskGiB: -5 } },
        publicApiCidrs: ["0.0.0.0/0"],
        serviceCidr: "10.0.128.0/18",
        addonVersions: { coredns: "latest" },
      });
    for (const part of [
      "test/cluster: no EKS cluster can have this name",
      "does not know this Kubernetes version",
      "the add-on coredns has no exact version",
      "nobody would be admin",
      "a name in apiSecurityGroupIds cannot become part of an address",
      "does not name an IAM role or user",
      "is admin of some namespaces",
      "open to a large part of the internet",
      "overlaps the network",
      "no nodes for DNS",
      "a name that does not fit",
      "has no instance types",
      "numbers of nodes",
      "impossible size",
    ]) {
      expect(bad).toThrow(part);
    }
  });

  it.each<[string, Partial<NodeGroupProps>]>([
    ["opens no port", { purpose: "peers" }],
    ["a port to the internet that it may not", { purpose: "peers", p2pPorts: [{ port: 22 }] }],
    ["a port to the internet that it may not", { purpose: "peers", p2pPorts: [{ port: 9000, endPort: 11000 }] }],
    ["a port to the internet that it may not", { purpose: "peers", p2pPorts: [{ port: 9000, endPort: 8000 }] }],
    ["is not for peers", { p2pPorts: [{ port: 30303 }] }],
    ["odd image release", { releaseVersion: "latest" }],
    ["an instance type with another processor", { instanceTypes: ["m7g.large"] }],
    ["an instance type with another processor", { instanceTypes: ["m7i.large"], architecture: "arm64" }],
    ["not an instance type", { instanceTypes: ["large"] }],
  ])("is refused: %s", (message, props) => {
    expect(() => cluster({ nodeGroups: { general, other: { ...general, ...props } } })).toThrow(message);
  });
});

describe("the access host", () => {
  const access = (props: Partial<ClusterAccessProps> = {}, on = network): SynthesizedJson =>
    synthStack((stack) => {
      new ClusterAccess(stack, "access", {
        cluster: new EksCluster(stack, "cluster", { ...base, network: on }),
        ...props,
      });
    });
  const json = access();

  it("has no public address, no key and no open port", () => {
    const instance = only(json.resource["aws_instance"]);
    expect(instance).toMatchObject({
      associate_public_ip_address: false,
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
      root_block_device: { encrypted: true },
      subnet_id: "subnet-1",
    });
    expect(instance.key_name).toBeUndefined();
    const rules = Object.entries<Json>(json.resource["aws_vpc_security_group_ingress_rule"] ?? {});
    expect(rules).toHaveLength(1);
    expect(rules[0]?.[1].security_group_id).toContain("api-access");
    expect(rules[0]?.[1].referenced_security_group_id).toContain("access_group");
  });

  it("says how a port is forwarded through it", () => {
    const json = synthStack((stack) => {
      const host = new ClusterAccess(stack, "access", { cluster: new EksCluster(stack, "cluster", base) });
      new TerraformOutput(stack, "forward", { value: host.forwardCommand(8443) });
    });
    const command = only(json.output).value;
    expect(command).toMatch(/--target \$\{aws_instance\.access_[A-Z0-9]+\.id\}/);
    expect(command).toMatch(
      /host=\$\{trimprefix\(aws_eks_cluster\.[^,]+, "https:\/\/"\)\},portNumber=443,localPortNumber=8443$/,
    );
  });

  it("needs a way to Session Manager", () => {
    const closed = Network.fromAttributes({
      vpcId: "vpc-1",
      cidr: "10.0.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a", "eu-central-1b"],
      privateSubnetIds: ["subnet-1", "subnet-2"],
      internetEgress: false,
    });
    expect(() => access({}, closed)).toThrow("could not reach Session Manager");
  });

  it("stays inside the network when the network has the endpoints", () => {
    const inside = Network.fromAttributes({
      vpcId: "vpc-1",
      cidr: "10.0.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a", "eu-central-1b"],
      privateSubnetIds: ["subnet-1", "subnet-2"],
      interfaceEndpoints: ["ssm", "ssmmessages"],
    });
    expect(only(access({}, inside).resource["aws_vpc_security_group_egress_rule"]).cidr_ipv4).toBe("10.0.0.0/16");
    expect(only(json.resource["aws_vpc_security_group_egress_rule"]).cidr_ipv4).toBe("0.0.0.0/0");
  });

  it("takes the image for its processor, or the exact one it is given", () => {
    expect(only(json.data["aws_ssm_parameter"]).name).toMatch(/arm64$/);
    expect(only(access({ instanceType: "t3.nano" }).data["aws_ssm_parameter"]).name).toMatch(/x86_64$/);
    expect(only(access({ imageId: "ami-0123456789abcdef0" }).resource["aws_instance"]).ami).toBe(
      "ami-0123456789abcdef0",
    );
    expect(() => access({ imageId: "latest" })).toThrow("not a machine image");
  });
});
