export { POD_IDENTITY_AGENT, PodRole, type PodRoleProps } from "../core/pod-identity";
export { type AlbTlsOptions, albTls } from "./alb-tls";
export { ClusterAccess, type ClusterAccessProps } from "./cluster-access";
export { EksCluster } from "./eks-cluster";
export { EksLookup, type EksLookupProps } from "./eks-lookup";
export { EksNodes, type EksNodesProps } from "./eks-nodes";
export type {
  AccessGrant,
  AccessLevel,
  ConnectionOptions,
  EksClusterAttributes,
  EksClusterProps,
  IEksCluster,
  NodeGroupProps,
} from "./eks-props";
export { type EnclaveNodesProps, enclavePages, reservedEnclaveNodes } from "./enclaves";
export { Karpenter, type KarpenterProps } from "./karpenter";
export type { NodePoolProps } from "./karpenter-nodes";
export { LoadBalancerController, type LoadBalancerControllerProps } from "./load-balancer-controller";
export { checkNodeGroup } from "./node-group-checks";
export { PURPOSE_KEY, reservedNodesFor } from "./reserved-nodes";
export { ENCRYPTED_STORAGE_CLASS, EncryptedStorageClass, type EncryptedStorageClassProps } from "./storage-class";
