import type { Exposure } from "./exposure";
import type { ImageRef } from "./image-ref";
import type { Probe } from "./probe";

/** What a container asks for and may use. */
export interface ContainerResources {
  /** CPU it is promised, in thousandths of a core. */
  readonly cpuMillicores: number;
  /** Memory it is promised, in MiB. */
  readonly memoryMiB: number;
  /** CPU it may not exceed, in thousandths of a core. @default - no limit: a throttled node falls behind its chain */
  readonly cpuLimitMillicores?: number;
  /** Memory it may not exceed, in MiB. @default - as promised, so that a leak hits the container and not its neighbours */
  readonly memoryLimitMiB?: number;
}

/** One port a container listens on. */
export interface ContainerPort {
  /** Name, at most 15 characters, unique in the pod. */
  readonly name: string;
  /** Port number. */
  readonly port: number;
  /** Transport. @default - TCP */
  readonly protocol?: "TCP" | "UDP";
  /** Who can reach it. @default - `Exposure.cluster()`: those that `allowFrom` names */
  readonly exposure?: Exposure;
}

/** One volume seen by one container. */
export interface VolumeMount {
  /** Name of a volume of the workload. */
  readonly volume: string;
  /** Where the container sees it. */
  readonly path: string;
  /** Whether it may only read. @default - false for scratch and persistent volumes; the others are always read-only */
  readonly readOnly?: boolean;
  /** One file or folder of the volume. @default - the whole volume */
  readonly subPath?: string;
}

/** An environment variable whose value stands in a Kubernetes Secret. Prefer files: variables leak into crash dumps. */
export interface SecretVariable {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Key in the Secret. */
  readonly key: string;
}

/** One container of a workload. */
export interface ContainerSpec {
  /** Name, unique in the pod. */
  readonly name: string;
  /** What it runs. */
  readonly image: ImageRef;
  /** Entry point. @default - the image's own */
  readonly command?: readonly string[];
  /** Arguments. @default - the image's own */
  readonly args?: readonly string[];
  /** Environment variables with plain values. Text is escaped: `${…}` reaches the program as it stands. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables whose value stands in a Kubernetes Secret. @default - none */
  readonly secretEnvironment?: Readonly<Record<string, SecretVariable>>;
  /** Environment variables filled from the pod, such as `status.podIP`. @default - none */
  readonly fieldEnvironment?: Readonly<Record<string, string>>;
  /** Ports it listens on. @default - none */
  readonly ports?: readonly ContainerPort[];
  /** What it asks for and may use. */
  readonly resources: ContainerResources;
  /** Holds back the other probes until the program has started. @default - none */
  readonly startupProbe?: Probe;
  /** Restarts the container when it fails. @default - none */
  readonly livenessProbe?: Probe;
  /** Takes the pod out of its Services when it fails. @default - none */
  readonly readinessProbe?: Probe;
  /** Volumes it sees. @default - the workload's configuration files alone, when there are any */
  readonly mounts?: readonly VolumeMount[];
  /**
   * Seconds to go on serving after the pod was told to stop, so that load balancers notice. The image must hold the
   * `sleep` program.
   * @default - 0
   */
  readonly drainSeconds?: number;
}
