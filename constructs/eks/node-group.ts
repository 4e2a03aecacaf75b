import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { IdentityKeys, identityLabels } from "../core/identity";
import type { PeerPort } from "../core/peer";
import type { INetwork } from "../network";
import type { NodeGroupProps } from "./eks-props";
import { ENCLAVE_PLUGIN_LABEL, ENCLAVES_KEY, enclaveUserData } from "./enclaves";
import type { NodeRole } from "./node-role";
import { PURPOSE_KEY } from "./reserved-nodes";

/** What a node group needs of the cluster around it. */
export interface NodeGroupContext {
  /** Short name of the group. */
  readonly name: string;
  readonly clusterName: string;
  /** The cluster's name as a live reference, so that nodes wait for it. */
  readonly clusterReference: string;
  /** Undefined where nobody knows it: EKS then takes the cluster's. */
  readonly kubernetesVersion: string | undefined;
  readonly clusterSecurityGroupId: string;
  readonly network: INetwork;
  readonly role: NodeRole;
  /** What nodes have to wait for, such as the network add-on. */
  readonly dependsOn: readonly ITerraformDependable[];
}

const DEFAULT_DISK_GIB = 80;
const UNAVAILABLE_DURING_UPDATE_PERCENT = 33;
const AMI_TYPES = { x86_64: "AL2023_x86_64_STANDARD", arm64: "AL2023_ARM_64_STANDARD" } as const;
/** The root device of Amazon Linux 2023. */
const ROOT_DEVICE = "/dev/xvda";
const EVERYWHERE_IPV4 = "0.0.0.0/0";
const EVERYWHERE_IPV6 = "::/0";

/** Nodes that EKS starts, repairs and replaces. Nobody logs in by SSH, and pods cannot reach the instance's credentials. */
export class NodeGroup extends Construct {
  /** The group, for resources that have to wait for nodes. */
  public readonly resource: EksNodeGroup;

  public constructor(scope: Construct, id: string, context: NodeGroupContext, props: NodeGroupProps) {
    super(scope, id);
    const isPeers = props.purpose === "peers";
    const securityGroups = [context.clusterSecurityGroupId, ...(isPeers ? [this.addPeersGroup(context, props)] : [])];
    const template = this.addLaunchTemplate(context, props, securityGroups);
    const reservation = reservationOf(props);
    this.resource = new EksNodeGroup(this, "Resource", {
      clusterName: context.clusterReference,
      nodeGroupNamePrefix: `${context.name}-`,
      nodeRoleArn: context.role.roleArn,
      subnetIds: [...context.network.subnetIds(isPeers ? "peers" : "private")],
      ...(context.kubernetesVersion === undefined ? {} : { version: context.kubernetesVersion }),
      ...(props.releaseVersion === undefined ? {} : { releaseVersion: props.releaseVersion }),
      amiType: AMI_TYPES[props.architecture ?? "x86_64"],
      capacityType: props.spot === true ? "SPOT" : "ON_DEMAND",
      instanceTypes: [...props.instanceTypes],
      scalingConfig: {
        minSize: props.minNodes,
        maxSize: props.maxNodes,
        desiredSize: props.desiredNodes ?? props.minNodes,
      },
      updateConfig: { maxUnavailablePercentage: UNAVAILABLE_DURING_UPDATE_PERCENT },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: template.getStringAttribute("latest_version") },
      labels: { ...props.labels, ...reservation?.labels },
      ...(reservation === undefined ? {} : { taint: [reservation.taint] }),
      // A new group stands before the old one goes, and what an autoscaler decided is left alone.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["scaling_config[0].desired_size"] },
      dependsOn: [...context.role.attachments, ...context.dependsOn],
    });
  }

  private addLaunchTemplate(
    context: NodeGroupContext,
    props: NodeGroupProps,
    securityGroupIds: readonly string[],
  ): LaunchTemplate {
    const tags = {
      Name: `${context.clusterName}-${context.name}`,
      ...identityLabels({ kind: "cluster", name: context.clusterName }),
      [IdentityKeys.path]: this.node.path,
    };
    return new LaunchTemplate(this, "template", {
      // Short, since AWS takes 99 characters here and a cluster may have a hundred.
      namePrefix: `eks-${context.name}-`,
      updateDefaultVersion: true,
      vpcSecurityGroupIds: [...securityGroupIds],
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        // One hop: an answer dies before it reaches a pod, so pods cannot borrow the node's role.
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: props.diskGiB ?? DEFAULT_DISK_GIB,
            encrypted: "true",
            deleteOnTermination: "true",
            ...(props.diskKeyArn === undefined ? {} : { kmsKeyId: props.diskKeyArn }),
          },
        },
      ],
      monitoring: { enabled: true },
      ...(props.enclaves === undefined
        ? {}
        : { enclaveOptions: { enabled: true }, userData: enclaveUserData(props.enclaves) }),
      // Tags of a template do not reach what is started from it.
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    });
  }

  /** The one security group that lets the internet in: on the P2P ports and nowhere else. */
  private addPeersGroup(context: NodeGroupContext, props: NodeGroupProps): string {
    const group = new SecurityGroup(this, "peers", {
      namePrefix: `eks-${context.clusterName}-${context.name}-peers-`,
      description: "P2P ports of chain software, open to peers",
      vpcId: context.network.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    const sources = [{ cidrIpv4: EVERYWHERE_IPV4 }, ...(context.network.ipv6 ? [{ cidrIpv6: EVERYWHERE_IPV6 }] : [])];
    for (const port of props.p2pPorts ?? []) {
      for (const source of sources) {
        const family = "cidrIpv6" in source ? "-ipv6" : "";
        new VpcSecurityGroupIngressRule(this, `${ruleName(port)}${family}`, {
          securityGroupId: group.id,
          description: "P2P",
          ipProtocol: protocolOf(port).toLowerCase(),
          fromPort: port.port,
          toPort: port.endPort ?? port.port,
          ...source,
        });
      }
    }
    return group.id;
  }
}

/** Labels and taint of nodes that are not for every pod. */
function reservationOf({ purpose, enclaves }: NodeGroupProps) {
  if (enclaves !== undefined) {
    const { reservedFor: value } = enclaves;
    const taint = { key: ENCLAVES_KEY, value, effect: "NO_SCHEDULE" };
    return { labels: { [ENCLAVES_KEY]: value, ...ENCLAVE_PLUGIN_LABEL }, taint };
  }
  if (purpose === undefined) return undefined;
  return {
    labels: { [PURPOSE_KEY]: purpose },
    taint: { key: PURPOSE_KEY, value: purpose, effect: "NO_SCHEDULE" },
  };
}

function protocolOf(port: PeerPort): "TCP" | "UDP" {
  return port.protocol ?? "TCP";
}

function ruleName(port: PeerPort): string {
  return [protocolOf(port).toLowerCase(), port.port, ...(port.endPort === undefined ? [] : [port.endPort])].join("-");
}
