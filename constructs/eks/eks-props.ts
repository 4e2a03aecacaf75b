import type { EksAddonVersions } from "../../lib/catalogue/aws/eks-versions";
import type { InstanceArchitecture } from "../../lib/catalogue/aws/instance-types";
import type { EksConnection, PortForward } from "../cluster";
import type { ICluster, NodePurpose } from "../core/cluster";
import type { LogRetentionDays } from "../core/encrypted-log-group";
import type { PeerPort } from "../core/peer";
import type { INetwork } from "../network";
import type { EnclaveNodesProps } from "./enclaves";

/** An EKS cluster, made here or already there. */
export interface IEksCluster extends ICluster {
  /** Region it lies in. */
  readonly region: string;
  /** Network it stands in. */
  readonly network: INetwork;
  /** Security group that its control plane and all its nodes share. */
  readonly clusterSecurityGroupId: string;
  /** Security group that decides who reaches the API from outside the cluster. */
  readonly apiSecurityGroupId: string;
  /** How the providers for Kubernetes and Helm talk to it. */
  connection(options?: ConnectionOptions): EksConnection;
}

/** Options of `connection`. */
export interface ConnectionOptions {
  /** Role that asks for the token. @default - whoever runs Terraform */
  readonly roleArn?: string;
  /** The API is reached through a forwarded port on this machine. @default - it is reached directly */
  readonly portForward?: PortForward;
}

/** What a person or machine may do in the cluster, in the words of EKS access policies. */
export type AccessLevel = "admin" | "edit" | "view";

/** One access entry. */
export interface AccessGrant {
  /** IAM role or user. */
  readonly principalArn: string;
  /** What it may do. `admin` means everything and is for whole clusters only. */
  readonly level: AccessLevel;
  /** Namespaces it is limited to. @default - the whole cluster */
  readonly namespaces?: readonly string[];
}

/** A group of nodes that EKS looks after. */
export interface NodeGroupProps {
  /** EC2 instance types it may use, such as `m7g.large`. */
  readonly instanceTypes: readonly string[];
  /** Fewest nodes. */
  readonly minNodes: number;
  /** Most nodes. */
  readonly maxNodes: number;
  /** Nodes to begin with; an autoscaler or a person may change it later. @default - `minNodes` */
  readonly desiredNodes?: number;
  /** Processor architecture of the instance types. @default - "x86_64" */
  readonly architecture?: InstanceArchitecture;
  /** Interruptible instances at a lower price. @default - false */
  readonly spot?: boolean;
  /** Root disk of a node, in GiB. @default - 80 */
  readonly diskGiB?: number;
  /** Key of the root disks. @default - the account's own key for EBS */
  readonly diskKeyArn?: string;
  /** Exact node image release, such as `1.35.7-20260911`. @default - the newest when the group is made or upgraded */
  readonly releaseVersion?: string;
  /** Reserve the nodes by label and taint. `peers` nodes stand in the peers subnets. @default - any pod may run there */
  readonly purpose?: NodePurpose;
  /** Ports that peers of a chain may reach on the nodes, and nothing else may. @default - none; `peers` needs some */
  readonly p2pPorts?: readonly PeerPort[];
  /** Start Nitro Enclaves on the nodes, which are then reserved for what the enclaves are for. @default - no enclaves */
  readonly enclaves?: EnclaveNodesProps;
  /** Labels of the nodes. @default - none but the purpose */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Props of `EksCluster`. */
export interface EksClusterProps {
  /** Name of the cluster, unique in account and region. */
  readonly name: string;
  /** Network it stands in. */
  readonly network: INetwork;
  /** Who may do what. At least one admin: whoever runs Terraform gets nothing by itself. Key: a short stable name. */
  readonly access: Readonly<Record<string, AccessGrant>>;
  /** Node groups by name. The first steps of a cluster (DNS, controllers) need one without a purpose. */
  readonly nodeGroups: Readonly<Record<string, NodeGroupProps>>;
  /** Kubernetes minor version. @default - "1.35" */
  readonly kubernetesVersion?: string;
  /** Exact add-on versions. @default - those the catalogue has for the version; where it has none they are required */
  readonly addonVersions?: Partial<EksAddonVersions>;
  /** Blocks inside the network, or connected to it, that may reach the API. @default - the cluster's own nodes alone */
  readonly apiCidrs?: readonly string[];
  /** Security groups that may reach the API, such as a runner's. Key: a short stable name. @default - none */
  readonly apiSecurityGroupIds?: Readonly<Record<string, string>>;
  /** Opens a public endpoint to these blocks, each /16 or smaller. @default - there is no public endpoint */
  readonly publicApiCidrs?: readonly string[];
  /**
   * What a new pod may do until its network policies have arrived: everything (`standard`) or nothing (`strict`, which
   * also needs policies for the cluster's own pods). @default - "standard"
   */
  readonly networkPolicyMode?: "standard" | "strict";
  /** Days that control-plane logs are kept. @default - 365 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Refuse to delete or replace the cluster, in AWS and in Terraform. @default - true */
  readonly deletionProtection?: boolean;
  /** Block for Services, outside the network. @default - EKS chooses 10.100.0.0/16 or 172.20.0.0/16 */
  readonly serviceCidr?: string;
  /** Storage class for volumes that do not name one. @default - "gp3-encrypted", which `EncryptedStorageClass` makes */
  readonly storageClassName?: string;
}

/** What `EksCluster.fromAttributes` needs to know. */
export interface EksClusterAttributes {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Network it stands in. */
  readonly network: INetwork;
  /** Address of its API, with `https://`. */
  readonly endpoint: string;
  /** Certificate authority of its API, in base64. */
  readonly certificateAuthority: string;
  /** Security group that its control plane and all its nodes share. */
  readonly clusterSecurityGroupId: string;
  /** Security group that decides who reaches the API from outside. @default - `clusterSecurityGroupId` */
  readonly apiSecurityGroupId?: string;
  /** Kubernetes minor version. @default - unknown */
  readonly kubernetesVersion?: string;
  /** Block of its Services. @default - unknown: both blocks that EKS chooses from */
  readonly serviceCidr?: string;
  /** Purposes it has nodes for, labelled and tainted as Palisade does. @default - none */
  readonly reservedPurposes?: readonly NodePurpose[];
  /** Storage class for volumes that do not name one. @default - the cluster's own default class */
  readonly storageClassName?: string;
}
