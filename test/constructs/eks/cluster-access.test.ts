import { TerraformOutput } from "cdktf";
import { ClusterAccess, type ClusterAccessProps, EksCluster } from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { base, network } from "./eks-fixtures";

describe("the access host of a cluster", () => {
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

  it("is told by its tags, which another stack knows by the cluster's name", () => {
    expect(only(json.resource["aws_instance"]).tags).toMatchObject(ClusterAccess.hostTags(base.name));
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
