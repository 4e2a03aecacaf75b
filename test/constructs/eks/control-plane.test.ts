import { TerraformOutput } from "cdktf";
import { EksCluster, EksLookup } from "../../../constructs/eks";
import { type Json, only, synthStack } from "../../support/synth";
import { base, cluster, named, network } from "./eks-fixtures";

describe("the control plane of a cluster", () => {
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
