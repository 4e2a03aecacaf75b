import type { AgentCapability, AgentFramework } from "../../lib/render/agent-document";
import type { ICluster } from "../core/cluster";
import type { ContainerResources } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { IPeer, PeerPort } from "../core/peer";
import type { ISecret } from "../core/secret";
import type { Schedule } from "./schedule";

/** One version of an agent: what it does and what runs it. Never changed once it was live; a change is a new version. */
export interface AgentVersion {
  /** Exact semantic version, such as `1.4.0`. */
  readonly version: string;
  /** Runtime image. It reads the document that the environment variable `AGENT_CONFIGURATION` names. */
  readonly image: ImageRef;
  /** Name of the model, as the model gateway resolves it, such as `smart`. */
  readonly model: string;
  /** What the agent is told. `PromptFile.read` takes it from a file. */
  readonly prompt: string;
  /** What it can do. At least one. */
  readonly capabilities: readonly AgentCapability[];
  /** Bodies of knowledge it works by, each pinned to exact content. @default - none */
  readonly frameworks?: readonly AgentFramework[];
  /** Settings of the model and the runtime, such as `temperature`. @default - none, the runtime's own apply */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
}

/** A port of the agent's program that answers over HTTP. */
export interface AgentEndpoint {
  /** Port number. */
  readonly port: number;
  /** Path. */
  readonly path: string;
}

/** Where the agent shows its metrics. */
export interface AgentMetrics extends AgentEndpoint {
  /** Whether OpenTelemetry's GenAI metrics are among them, so that model and tool calls are watched. @default - false */
  readonly modelCalls?: boolean;
}

/** What an agent may use up. At least one limit; a model gateway holds it to the first that is reached. */
export interface AgentBudget {
  /** Tokens in a day, of all its models together. @default - no such limit */
  readonly tokensPerDay?: number;
  /** US dollars in a day. @default - no such limit */
  readonly usdPerDay?: number;
  /** US dollars in a month. @default - no such limit */
  readonly usdPerMonth?: number;
}

/** Traffic the agent may start. */
export interface AgentEgress {
  /** The other side. */
  readonly peer: IPeer;
  /** Its ports. @default - every port */
  readonly ports?: readonly PeerPort[];
}

/** Props of `Agent`. */
export interface AgentProps extends AgentVersion {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Namespace it lives in. */
  readonly namespace: INamespace;
  /** Its name: lower-case letters, digits and hyphens, at most 52 characters. */
  readonly name: string;
  /** When it runs. */
  readonly schedule: Schedule;
  /** Whether it runs at all. Switched off it stays declared, with no pod and no run. @default - true */
  readonly enabled?: boolean;
  /**
   * Other versions that stay in the cluster, word for word as they were, each as an object of its own. Going back to
   * one changes the pointer and nothing else. A version is removed when it is named nowhere any more.
   * @default - none: going back means declaring the old version again
   */
  readonly keptVersions?: readonly AgentVersion[];
  /** The version that runs. @default - `version` */
  readonly liveVersion?: string;
  /**
   * What it may use up. It stands on the workload as annotations and not in the version, so that an incident can lower
   * it without a new version or a restart. Palisade ships no program that keeps to it: a model gateway does, which
   * reads it there.
   * @default - none said; a guardrail then doubts
   */
  readonly budget?: AgentBudget;
  /** Secrets it reads, each as files under `/var/run/agent-secrets/`. @default - none */
  readonly secrets?: readonly ISecret[];
  /** CPU and memory. @default - 250 millicores and 512 MiB */
  readonly resources?: ContainerResources;
  /** Traffic it may start, beside DNS. `allowTo` adds more. @default - none */
  readonly egress?: readonly AgentEgress[];
  /** Where it says that it is well; asked for readiness and liveness. @default - its process running is enough */
  readonly health?: AgentEndpoint;
  /** Where it shows its metrics. @default - it is watched through what the cluster says about it */
  readonly metrics?: AgentMetrics;
  /** Room for temporary files under `/tmp`, in MiB; nothing else can be written. @default - 256 */
  readonly scratchMiB?: number;
  /** Plain environment variables, the same for every version. @default - none */
  readonly environment?: Readonly<Record<string, string>>;
}
