import type { HelmProviderConfig } from "@cdktf/provider-helm/lib/provider";
import type { KubernetesProviderConfig } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";

/** How to talk to an EKS cluster. Values may be live references. */
export interface EksConnection {
  readonly kind: "eks";
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Region it lies in. */
  readonly region: string;
  /** Address of its API, with `https://`. */
  readonly endpoint: string;
  /** Certificate authority of its API, in base64. */
  readonly certificateAuthority: string;
  /** Role that asks for the token. @default - whoever runs Terraform */
  readonly roleArn?: string;
  /** The API is reached through a port on this machine that is forwarded to it. @default - it is reached directly */
  readonly portForward?: PortForward;
}

/** A local port that is forwarded to a cluster's API, as `docs/private-endpoint.md` tells. */
export interface PortForward {
  /** Port on the machine that runs Terraform. */
  readonly localPort: number;
}

/** How to talk to a cluster that a kubeconfig file knows. */
export interface KubeContextConnection {
  readonly kind: "kubeContext";
  /** Name of the context. */
  readonly context: string;
  /** Path of the kubeconfig file. */
  readonly configPath: string;
}

/** How to talk to a cluster. */
export type ClusterConnection = EksConnection | KubeContextConnection;

/** What the providers for Kubernetes and Helm have in common. */
interface ApiSettings {
  readonly host: string;
  readonly clusterCaCertificate: string;
  readonly tlsServerName?: string;
}

/** The version of the credential plugin protocol that `aws eks get-token` answers with by default (AWS CLI reference). */
const CREDENTIAL_API_VERSION = "client.authentication.k8s.io/v1beta1";

/** A token that lives for minutes, asked for when it is needed: none is ever written to state. */
function tokenCommand(connection: EksConnection) {
  const role = connection.roleArn === undefined ? [] : ["--role-arn", connection.roleArn];
  return {
    apiVersion: CREDENTIAL_API_VERSION,
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", connection.clusterName, "--region", connection.region, ...role],
  };
}

function apiSettings(connection: EksConnection): ApiSettings {
  const clusterCaCertificate = Fn.base64decode(connection.certificateAuthority);
  if (connection.portForward === undefined) return { host: connection.endpoint, clusterCaCertificate };
  return {
    host: `https://localhost:${connection.portForward.localPort}`,
    clusterCaCertificate,
    // The certificate names the real API, so the tunnel's other end is still proven.
    tlsServerName: Fn.trimprefix(connection.endpoint, "https://"),
  };
}

/** Configuration of the Kubernetes provider. */
export function kubernetesProviderConfig(connection: ClusterConnection): KubernetesProviderConfig {
  if (connection.kind === "kubeContext") {
    return { configPath: connection.configPath, configContext: connection.context };
  }
  return { ...apiSettings(connection), exec: [tokenCommand(connection)] };
}

/** Configuration of the Helm provider. */
export function helmProviderConfig(connection: ClusterConnection): HelmProviderConfig {
  if (connection.kind === "kubeContext") {
    return { kubernetes: { configPath: connection.configPath, configContext: connection.context } };
  }
  return { kubernetes: { ...apiSettings(connection), exec: tokenCommand(connection) } };
}
