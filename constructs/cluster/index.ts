export {
  type ClusterConnection,
  type EksConnection,
  helmProviderConfig,
  type KubeContextConnection,
  kubernetesProviderConfig,
  type PortForward,
} from "./connection";
export { ExistingCluster, type KubeContextProps } from "./existing-cluster";
