import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { architectureOf } from "../../lib/catalogue/aws/instance-types";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { iamPolicy, serviceTrust } from "../../lib/render/iam-policy";
import { type IdentityProps, identityLabels, markIdentity } from "../core/identity";
import { BE_REACHABLE } from "../core/session-host";
import type { IEksCluster } from "./eks-props";

/** Props of `ClusterAccess`. */
export interface ClusterAccessProps {
  /** Cluster whose API is reached through it. */
  readonly cluster: IEksCluster;
  /** Instance type; it only forwards bytes. @default - "t4g.nano" */
  readonly instanceType?: string;
  /** Exact machine image for the instance type's architecture. @default - the newest Amazon Linux 2023 when it is made */
  readonly imageId?: string;
}

const HTTPS = 443;
const ROOT_DISK_GIB = 8;
const IMAGE_ID = /^ami-[0-9a-f]{8,17}$/;
/** Session Manager needs both; the agent's older channel, ec2messages, is no longer used. */
const SESSION_ENDPOINTS = ["ssm", "ssmmessages"];

function noWayToSessionManager(missing: readonly string[]): Problem {
  return {
    what: "an access host could not reach Session Manager, and nobody could reach it",
    got: { missingEndpoints: missing },
    allowed: "a network with NAT, or with the interface endpoints ssm and ssmmessages",
    doThis: "add the endpoints to the network",
  };
}

function oddImage(got: string): Problem {
  return {
    what: "this is not a machine image",
    got,
    allowed: "an identifier such as ami-0123456789abcdef0",
    doThis: "correct it",
  };
}

function identityOf(clusterName: string): IdentityProps {
  return { kind: "cluster", name: `${clusterName}-access` };
}

/**
 * A way to a private cluster API: an instance inside the network that forwards a port through Session Manager. It has no
 * public address, no SSH and no open port; who may use it is decided by IAM, and every session is on record.
 */
export class ClusterAccess extends Construct {
  /** Tags that its host has and no other: for `SessionManager.grantSession`, where its stack is another. */
  public static hostTags(clusterName: string): Readonly<Record<string, string>> {
    return identityLabels(identityOf(clusterName));
  }

  /** Identifier of the instance, for `aws ssm start-session --target`. */
  public readonly instanceId: string;
  /** Security group of the instance. */
  public readonly securityGroupId: string;
  /** Name of its IAM role, for `SessionManager.letHostJoin`: sessions that are encrypted and written down need more rights. */
  public readonly roleName: string;
  private readonly cluster: IEksCluster;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    const { cluster } = props;
    const { network } = cluster;
    const missing = SESSION_ENDPOINTS.filter((endpoint) => !network.interfaceEndpoints.includes(endpoint));
    const check = new Checker(this.node.path);
    check.that(network.internetEgress || missing.length === 0, () => noWayToSessionManager(missing));
    const image = props.imageId;
    if (image !== undefined) check.that(IMAGE_ID.test(image), () => oddImage(image));
    check.done();
    markIdentity(this, identityOf(cluster.clusterName));

    const group = new SecurityGroup(this, "group", {
      namePrefix: `eks-${cluster.clusterName}-access-`,
      description: "Forwards ports to the Kubernetes API; nothing comes in",
      vpcId: network.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    new VpcSecurityGroupEgressRule(this, "https-out", {
      securityGroupId: group.id,
      description: "The Kubernetes API and Session Manager",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      cidrIpv4: missing.length === 0 ? network.cidr : "0.0.0.0/0",
    });
    new VpcSecurityGroupIngressRule(this, "api", {
      securityGroupId: cluster.apiSecurityGroupId,
      description: "Kubernetes API, from the access host",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      referencedSecurityGroupId: group.id,
    });

    const role = new IamRole(this, "role", {
      namePrefix: "cluster-access-",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    const policy = new IamRolePolicy(this, "session-manager", {
      namePrefix: "session-manager-",
      role: role.name,
      policy: iamPolicy([BE_REACHABLE]),
    });
    const profile = new IamInstanceProfile(this, "profile", { namePrefix: "cluster-access-", role: role.name });
    const instanceType = props.instanceType ?? "t4g.nano";
    const instance = new Instance(this, "Resource", {
      ami: image ?? this.newestImage(instanceType),
      instanceType,
      subnetId: network.subnetIds("private")[0] ?? "",
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: [group.id],
      iamInstanceProfile: profile.name,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: ROOT_DISK_GIB },
      ebsOptimized: true,
      monitoring: true,
      // A newer image is no reason to replace the host in the middle of an apply that runs through it.
      ...(image === undefined ? { lifecycle: { ignoreChanges: ["ami"] } } : {}),
      dependsOn: [policy],
    });
    this.instanceId = instance.id;
    this.securityGroupId = group.id;
    this.roleName = role.name;
    this.cluster = cluster;
  }

  /** The command that forwards a port of this machine to the cluster's API. Holds live references: meant for an output. */
  public forwardCommand(localPort: number): string {
    const { endpoint, region } = this.cluster.connection();
    const host = Fn.trimprefix(endpoint, "https://");
    return (
      `aws ssm start-session --region ${region} --target ${this.instanceId}` +
      " --document-name AWS-StartPortForwardingSessionToRemoteHost" +
      ` --parameters host=${host},portNumber=${HTTPS},localPortNumber=${localPort}`
    );
  }

  /** Parameters in which AWS publishes Amazon Linux 2023 (Amazon Linux 2023 User Guide, "Launching with SSM parameters"). */
  private newestImage(instanceType: string): string {
    const parameter = new DataAwsSsmParameter(this, "newest-image", {
      name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(instanceType)}`,
    });
    return parameter.insecureValue;
  }
}
