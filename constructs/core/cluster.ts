/**
 * What every construct that runs on Kubernetes asks of its cluster. `EksCluster` and `ExistingCluster` implement it;
 * a team may bring its own.
 */
export interface ICluster {
  /** The cluster's name, as its operators know it. */
  readonly clusterName: string;
  /** Kubernetes minor version, such as `1.35`. @default - unknown, version-dependent checks are skipped */
  readonly kubernetesVersion?: string;
  /** The cluster's DNS domain. */
  readonly dnsDomain: string;
  /** Storage class for volumes that do not name one. @default - the cluster's own default class */
  readonly storageClassName?: string;
  /** Annotations that make a LoadBalancer Service private to the network. Empty where the cluster has no such thing. */
  readonly privateLoadBalancerAnnotations: Readonly<Record<string, string>>;
  /** Addresses of the network the cluster's private clients come from, as CIDR blocks. */
  readonly privateCidrs: readonly string[];
  /**
   * Addresses under which pods reach the Kubernetes API, as CIDR blocks: those of its servers and those of Services, since
   * some networks judge a connection before the Service's address is translated and others after.
   */
  readonly kubernetesApiCidrs: readonly string[];
  /**
   * Whether its pods have IPv6 addresses. Where they have none, IPv6 blocks are left out of network policies: one with
   * exceptions keeps the VPC CNI from updating the policies of its pods (aws/aws-network-policy-agent, issue 631).
   * @default - unknown, IPv6 blocks are written too
   */
  readonly hasIpv6?: boolean;
  /** Whether its nodes spread over zones, so that replicas are spread over zones too. */
  readonly spreadsOverZones: boolean;
  /** The nodes reserved for a purpose: label to select and taint to tolerate. Undefined where none are reserved. */
  reservedNodes(purpose: NodePurpose): ReservedNodes | undefined;
}

/** Purposes that deserve nodes of their own. `peers` nodes stand in the peers subnets and have public addresses. */
export type NodePurpose = "signers" | "validators" | "peers";

/** How a pod gets onto reserved nodes. */
export interface ReservedNodes {
  /** Node labels to select. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Taints to tolerate. */
  readonly tolerations: readonly NodeToleration[];
}

/** One tolerated taint. */
export interface NodeToleration {
  /** Taint key. */
  readonly key: string;
  /** Taint value. */
  readonly value: string;
  /** Taint effect. */
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}
