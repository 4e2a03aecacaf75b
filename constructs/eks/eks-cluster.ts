import { Annotations } from "cdktf";
import { Construct } from "constructs";
import { DEFAULT_EKS_VERSION, eksVersion } from "../../lib/catalogue/aws/eks-versions";
import type { EksConnection } from "../cluster";
import type { NodePurpose, ReservedNodes } from "../core/cluster";
import { markIdentity } from "../core/identity";
import type { INetwork } from "../network";
import { Addons } from "./addons";
import { ControlPlane } from "./control-plane";
import { checkEksCluster } from "./eks-checks";
import type { ConnectionOptions, EksClusterAttributes, EksClusterProps, IEksCluster } from "./eks-props";
import { EKS_DNS_DOMAIN, eksApiCidrs, ImportedEksCluster, PRIVATE_LOAD_BALANCER } from "./imported-eks-cluster";
import { NodeGroup } from "./node-group";
import { NodeRole } from "./node-role";
import { reservedNodesFor } from "./reserved-nodes";
import { ENCRYPTED_STORAGE_CLASS } from "./storage-class";

/**
 * An EKS cluster whose API is private, whose secrets and disks are encrypted, whose network policies are enforced, and
 * whose every version is written down. Reach it through `ClusterAccess` or from a runner inside the network.
 */
export class EksCluster extends Construct implements IEksCluster {
  /** A cluster that is already there. Nothing is created. @throws PalisadeError when an attribute is malformed */
  public static fromAttributes(attributes: EksClusterAttributes): IEksCluster {
    return new ImportedEksCluster(attributes);
  }

  public readonly clusterName: string;
  public readonly kubernetesVersion: string;
  public readonly region: string;
  public readonly network: INetwork;
  public readonly dnsDomain = EKS_DNS_DOMAIN;
  public readonly storageClassName: string;
  public readonly privateLoadBalancerAnnotations = PRIVATE_LOAD_BALANCER;
  public readonly privateCidrs: readonly string[];
  public readonly kubernetesApiCidrs: readonly string[];
  public readonly hasIpv6 = false;
  public readonly spreadsOverZones: boolean;
  public readonly clusterSecurityGroupId: string;
  public readonly apiSecurityGroupId: string;
  private readonly controlPlane: ControlPlane;
  private readonly purposes: ReadonlySet<NodePurpose>;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const versions = checkEksCluster(this.node.path, props);
    markIdentity(this, { kind: "cluster", name: props.name });
    this.clusterName = props.name;
    this.kubernetesVersion = props.kubernetesVersion ?? DEFAULT_EKS_VERSION;
    this.region = props.network.region;
    this.network = props.network;
    this.storageClassName = props.storageClassName ?? ENCRYPTED_STORAGE_CLASS;
    this.privateCidrs = [props.network.cidr];
    this.kubernetesApiCidrs = eksApiCidrs(props.network, props.serviceCidr);
    this.spreadsOverZones = props.network.zones.length > 1;
    this.purposes = new Set(Object.values(props.nodeGroups).flatMap(({ purpose }) => purpose ?? []));
    this.warnWhenOld();

    this.controlPlane = new ControlPlane(this, "control-plane", {
      ...props,
      kubernetesVersion: this.kubernetesVersion,
    });
    const cluster = this.controlPlane.resource;
    this.clusterSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.apiSecurityGroupId = this.controlPlane.apiAccess.securityGroupId;
    const addons = new Addons(this, "addons", {
      clusterName: props.name,
      clusterReference: cluster.name,
      versions,
      networkPolicyMode: props.networkPolicyMode ?? "standard",
    });
    const role = new NodeRole(this, "node-role", { namePrefix: "eks-node-" });
    const groups = Object.entries(props.nodeGroups).map(
      ([name, group]) =>
        new NodeGroup(
          this,
          `nodes-${name}`,
          {
            name,
            clusterName: props.name,
            clusterReference: cluster.name,
            kubernetesVersion: this.kubernetesVersion,
            clusterSecurityGroupId: this.clusterSecurityGroupId,
            network: props.network,
            role,
            dependsOn: addons.beforeNodes,
          },
          group,
        ),
    );
    addons.addAfterNodes(groups.map(({ resource }) => resource));
  }

  /** The nodes reserved for a purpose; undefined when no node group is. */
  public reservedNodes(purpose: NodePurpose): ReservedNodes | undefined {
    return this.purposes.has(purpose) ? reservedNodesFor(purpose) : undefined;
  }

  public connection(options: ConnectionOptions = {}): EksConnection {
    const cluster = this.controlPlane.resource;
    return {
      kind: "eks",
      clusterName: this.clusterName,
      region: this.region,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority.get(0).data,
      ...options,
    };
  }

  /** Lets the members of a security group reach the API. `name` is a short stable word for them. */
  public allowApiFrom(name: string, securityGroupId: string): void {
    this.controlPlane.apiAccess.allowFrom(name, securityGroupId);
  }

  private warnWhenOld(): void {
    const version = eksVersion(this.kubernetesVersion);
    if (version === undefined || version.recommended) return;
    const until = version.standardSupportUntil;
    Annotations.of(this).addWarning(
      `Kubernetes ${version.version} is old${until === undefined ? "" : `: standard support ends ${until}`}. ` +
        `AWS then upgrades the cluster by itself. Plan the step to ${DEFAULT_EKS_VERSION}.`,
    );
  }
}
