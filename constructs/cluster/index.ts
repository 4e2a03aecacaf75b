export { type AlbTlsOptions, albTls } from "./alb-tls";
export { ClusterAccess, type ClusterAccessProps } from "./cluster-access";
export {
  type ClusterConnection,
  type EksConnection,
  helmProviderConfig,
  type KubeContextConnection,
  kubernetesProviderConfig,
  type PortForward,
} from "./connection";
export { EksCluster } from "./eks-cluster";
export { EksLookup, type EksLookupProps } from "./eks-lookup";
export type {
  AccessGrant,
  AccessLevel,
  ConnectionOptions,
  EksClusterAttributes,
  EksClusterProps,
  IEksCluster,
  NodeGroupProps,
} from "./eks-props";
export { ExistingCluster, type KubeContextProps } from "./existing-cluster";
export { Karpenter, type KarpenterProps } from "./karpenter";
export type { NodePoolProps } from "./karpenter-nodes";
export { LoadBalancerController, type LoadBalancerControllerProps } from "./load-balancer-controller";
export { PodRole, type PodRoleProps } from "./pod-identity";
export { PURPOSE_KEY, reservedNodesFor } from "./reserved-nodes";
export { ENCRYPTED_STORAGE_CLASS, EncryptedStorageClass, type EncryptedStorageClassProps } from "./storage-class";
