import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { architectureOf } from "../../lib/catalogue/aws/instance-types";
import { Checker } from "../../lib/core/checks";
import { formatCidr, parseCidr } from "../../lib/core/cidr";
import { escapeForTerraform } from "../../lib/core/escape";
import { cloudConfig } from "../../lib/render/cloud-config";
import { iamPolicy, serviceTrust } from "../../lib/render/iam-policy";
import { WIREGUARD_PORT, WIREGUARD_UNITS, wireGuardFiles } from "../../lib/render/wireguard-gateway";
import { AwsAccount } from "../core/aws-account";
import { markIdentity } from "../core/identity";
import { checkWireGuardGateway } from "./wireguard-gateway-checks";
import type { WireGuardGatewayProps } from "./wireguard-gateway-props";
import { WireGuardKey } from "./wireguard-key";

const HTTPS = 443;
const ROOT_DISK_GIB = 8;
const METRICS = "Palisade/WireGuard";
const MINUTE_SECONDS = 60;
/** Minutes of silence before somebody is told; a first start takes a few. */
const SILENT_MINUTES = 5;

/**
 * A way into a network for people, where Session Manager is not enough: a WireGuard tunnel to a machine that forwards to
 * named places alone. Its private key is made on the machine, kept in a secret that it alone reads, and known to nobody
 * else; peers are known by their public keys. Everything about the tunnel is written down here, and nothing is configured
 * by hand.
 */
export class WireGuardGateway extends Construct {
  /** Address that peers open the tunnel to, as a live reference. It stays when the machine is made anew. */
  public readonly publicAddress: string;
  /** Security group of the gateway: what is to be reached through it lets this in. */
  public readonly securityGroupId: string;
  /** Identifier of the instance, as a live reference. */
  public readonly instanceId: string;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: WireGuardGatewayProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    checkWireGuardGateway(check, props);
    check.done();
    const { name, network } = props;
    markIdentity(this, { kind: "network", name });

    const group = this.declareGroup(props);
    const role = new IamRole(this, "role", {
      namePrefix: "wireguard-",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    const key = new WireGuardKey(this, "key", { name, region: network.region, roleArn: role.arn });
    const rights = new IamRolePolicy(this, "rights", {
      namePrefix: "wireguard-",
      role: role.name,
      policy: iamPolicy([
        ...key.statements,
        {
          sid: "SayThatItIsUp",
          actions: ["cloudwatch:PutMetricData"],
          resources: ["*"],
          conditions: { StringEquals: { "cloudwatch:namespace": METRICS } },
        },
      ]),
    });
    const reachable = props.sessions.letHostJoin(name, role.name);
    const profile = new IamInstanceProfile(this, "profile", { namePrefix: "wireguard-", role: role.name });
    const instanceType = props.instanceType ?? "t4g.small";
    const instance = new Instance(this, "Resource", {
      ami: props.imageId ?? this.newestImage(instanceType),
      instanceType,
      subnetId: network.subnetIds("public")[0] ?? "",
      vpcSecurityGroupIds: [group.id],
      iamInstanceProfile: profile.name,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: ROOT_DISK_GIB },
      ebsOptimized: true,
      monitoring: true,
      userData: escapeForTerraform(this.userData(props, key.secretName)),
      // Peers are part of it: a machine that is made anew has the new ones, the same key and the same address.
      userDataReplaceOnChange: true,
      ...(props.imageId === undefined ? { lifecycle: { ignoreChanges: ["ami"] } } : {}),
      dependsOn: [rights, reachable, key.policy],
    });
    const address = new Eip(this, "address", { domain: "vpc" });
    new EipAssociation(this, "address-of", { allocationId: address.allocationId, instanceId: instance.id });
    this.watch(props, instance);

    this.publicAddress = address.publicIp;
    this.securityGroupId = group.id;
    this.instanceId = instance.id;
  }

  private declareGroup({ allowedFrom = ["0.0.0.0/0"], name, network, reach }: WireGuardGatewayProps): SecurityGroup {
    const group = new SecurityGroup(this, "group", {
      namePrefix: `wireguard-${name}-`,
      description: "WireGuard alone comes in; what peers may reach goes out",
      vpcId: network.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    for (const block of allowedFrom) {
      new VpcSecurityGroupIngressRule(this, `from-${block.replace(/[./]/g, "-")}`, {
        securityGroupId: group.id,
        description: "WireGuard, which answers nobody without the key of a peer",
        ipProtocol: "udp",
        fromPort: WIREGUARD_PORT,
        toPort: WIREGUARD_PORT,
        cidrIpv4: block,
      });
    }
    new VpcSecurityGroupEgressRule(this, "https-out", {
      securityGroupId: group.id,
      description: "Session Manager, Secrets Manager, CloudWatch and packages",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: "0.0.0.0/0",
    });
    for (const [place, { cidr, port, protocol = "tcp" }] of Object.entries(reach)) {
      new VpcSecurityGroupEgressRule(this, `to-${place}`, {
        securityGroupId: group.id,
        description: `Peers reach ${place}`,
        ipProtocol: protocol,
        fromPort: port,
        toPort: port,
        cidrIpv4: cidr,
      });
    }
    return group;
  }

  private userData(props: WireGuardGatewayProps, secretName: string): string {
    const { name, network, peers, programs, reach, tunnelCidr } = props;
    const tunnel = parseCidr(tunnelCidr);
    const first = formatCidr({ ...tunnel, firstAddress: tunnel.firstAddress + 1 });
    const files = wireGuardFiles({
      name,
      region: network.region,
      tunnelCidr,
      gatewayAddress: first,
      peers: Object.entries(peers).map(([peer, each]) => ({ name: peer, ...each })),
      forwarded: Object.values(reach).map((each) => ({ protocol: "tcp" as const, ...each })),
      secretName,
      packages: programs.packages,
      metricNamespace: METRICS,
    });
    const commands = [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", ...WIREGUARD_UNITS],
    ];
    return cloudConfig({ files, commands }, this.node.path);
  }

  private watch({ alarmTopicArn, name, network }: WireGuardGatewayProps, instance: Instance): void {
    const { partition } = AwsAccount.of(this);
    const recover = `arn:${partition}:automate:${network.region}:ec2:recover`;
    const alarm = { period: MINUTE_SECONDS, treatMissingData: "breaching", alarmActions: [alarmTopicArn] };
    new CloudwatchMetricAlarm(this, "machine-broken", {
      ...alarm,
      alarmName: `wireguard-${name}-machine`,
      alarmDescription: "The machine of a WireGuard gateway is broken. AWS moves it to another host by itself.",
      namespace: "AWS/EC2",
      metricName: "StatusCheckFailed_System",
      dimensions: { InstanceId: instance.id },
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 2,
      treatMissingData: "missing",
      alarmActions: [recover, alarmTopicArn],
    });
    new CloudwatchMetricAlarm(this, "tunnel-down", {
      ...alarm,
      alarmName: `wireguard-${name}-tunnel`,
      alarmDescription:
        "A WireGuard tunnel has not said that it is up. Look at it through Session Manager: `systemctl status palisade-wireguard`.",
      namespace: METRICS,
      metricName: "Up",
      dimensions: { Gateway: name },
      statistic: "Sum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: SILENT_MINUTES,
    });
  }

  /** Parameters in which AWS publishes Amazon Linux 2023 (Amazon Linux 2023 User Guide, "Launching with SSM parameters"). */
  private newestImage(instanceType: string): string {
    const parameter = new DataAwsSsmParameter(this, "newest-image", {
      name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(instanceType)}`,
    });
    return parameter.insecureValue;
  }
}
