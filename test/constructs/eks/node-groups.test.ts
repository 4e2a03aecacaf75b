import { App, TerraformStack } from "cdktf";
import { EksCluster } from "../../../constructs/eks";
import type { Json } from "../../support/synth";
import { base, cluster, general, named } from "./eks-fixtures";

describe("node groups of a cluster", () => {
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
