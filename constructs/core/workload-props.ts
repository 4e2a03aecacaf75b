import type { ICluster, NodePurpose } from "./cluster";
import type { ContainerSpec } from "./container";
import type { Controller } from "./controller";
import type { IdentityProps } from "./identity";
import type { INamespace } from "./namespace";
import type { Volume } from "./volume";
import type { WorkloadGroup } from "./workload-group";

/** How Prometheus checks the certificate of an endpoint. */
export interface MetricsTls {
  /** Secret of the workload's namespace with the authority's certificate under `ca.crt`. */
  readonly authoritySecretName: string;
  /** Host name that the certificate has to be good for: pods are reached by their addresses. */
  readonly serverName: string;
}

/** Where a workload shows its metrics. */
export interface MetricsEndpoint {
  /** Name of a container port. */
  readonly port: string;
  /** Path of the endpoint. @default - /metrics */
  readonly path?: string;
  /** Parameters of the request, such as `format`. @default - none */
  readonly query?: Readonly<Record<string, string>>;
  /** How its certificate is checked, for an endpoint that speaks TLS. @default - it speaks plain HTTP */
  readonly tls?: MetricsTls;
  /** Seconds between scrapes. @default - the monitoring platform's own interval */
  readonly intervalSeconds?: number;
  /**
   * Labels of the Service that leads to the pods and has a port of this name, for pods of a chart whose containers
   * declare no port. @default - the containers declare it
   */
  readonly serviceLabels?: Readonly<Record<string, string>>;
}

/** Configuration files of a workload, content-addressed: a change is a new object and a rollout, never an edit in place. */
export interface ConfigurationFiles {
  /** Folder in which the containers see the files. */
  readonly path: string;
  /** File name to plain text. Text is hashed and escaped, so it may not hold live references. */
  readonly files: Readonly<Record<string, string>>;
}

/** Props of `Workload`. */
export interface WorkloadProps {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Namespace it lives in. */
  readonly namespace: INamespace;
  /** What it is; becomes labels, selectors and annotations. `name` is also its name in Kubernetes. */
  readonly identity: IdentityProps;
  /** What keeps its pods going. */
  readonly controller: Controller;
  /** Containers of each pod; the first is the main one. */
  readonly containers: readonly ContainerSpec[];
  /** Containers that run to the end, in this order, before the others start. @default - none */
  readonly initContainers?: readonly ContainerSpec[];
  /** Volumes its containers can mount. @default - none */
  readonly volumes?: readonly Volume[];
  /** Configuration files, mounted read-only into every container. @default - none */
  readonly configuration?: ConfigurationFiles;
  /** Where it shows its metrics. @default - none: monitoring then relies on what the cluster says about it */
  readonly metrics?: MetricsEndpoint;
  /** Seconds between the order to stop and the kill. @default - 30 */
  readonly stopGraceSeconds?: number;
  /** User and group its processes run as, at least 1. @default - 10001 */
  readonly userId?: number;
  /** Mount a token for the Kubernetes API and let the pods reach it. @default - false */
  readonly kubernetesApiAccess?: boolean;
  /** Annotations of its service account, such as a cloud role. @default - none */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /**
   * Annotations of the object that keeps its pods going, and not of the pods: a change restarts nothing.
   * @default - none
   */
  readonly controllerAnnotations?: Readonly<Record<string, string>>;
  /** Nodes reserved for a purpose. @default - any node */
  readonly nodePurpose?: NodePurpose;
  /**
   * Whether an apply waits until the new pods are ready.
   * @default - true for deployments; false for stateful sets, which may sync for days, and for jobs
   */
  readonly waitUntilReady?: boolean;
  /** Pods that may be away during a voluntary disruption. @default - 1 */
  readonly maxUnavailable?: number;
  /**
   * Group that it is part of, whose disruption budget and whose spread over nodes and zones hold in place of its own.
   * @default - it stands for itself
   */
  readonly group?: WorkloadGroup;
}
