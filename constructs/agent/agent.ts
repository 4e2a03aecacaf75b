import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import type { ContainerPort, ContainerSpec } from "../core/container";
import { type IdentityProps, markIdentity } from "../core/identity";
import type { INamespace } from "../core/namespace";
import type { IPeer, PeerPort, PeerSelector } from "../core/peer";
import { Probe } from "../core/probe";
import type { ISecret, ISecretReader } from "../core/secret";
import { Volume } from "../core/volume";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { budgetAnnotations } from "./agent-budget";
import { type CheckedAgent, checkAgent } from "./agent-checks";
import type { AgentProps } from "./agent-props";
import { declareVersions, shortDigestOf } from "./version-objects";

/** Folder with the document of the live version. */
const CONFIGURATION_PATH = "/etc/agent";
const VERSION_VOLUME = "version";
const SCRATCH_VOLUME = "scratch";
const SECRETS_PATH = "/var/run/agent-secrets";
const DEFAULT_RESOURCES = { cpuMillicores: 250, memoryMiB: 512 };
const DEFAULT_SCRATCH_MIB = 256;
const METRICS_PORT = "metrics";
const HEALTH_PORT = "health";

/** Labels on an agent's pods that say which version of it they run. */
export const AgentLabels = {
  version: "palisade.dev/agent-version",
  digest: "palisade.dev/agent-digest",
} as const;

/**
 * A declared AI worker. Each version that is kept is one object in the cluster, named by its content and never changed;
 * the pods mount the live one and no other. Going back is one change in place, of the workload alone.
 */
export class Agent extends Construct implements IWatchable, IPeer, ISecretReader {
  /** Its name. */
  public readonly name: string;
  /** Namespace it lives in. */
  public readonly namespace: INamespace;
  /** Service account of its pods. Nothing else uses it. */
  public readonly serviceAccountName: string;
  /** The workload it runs as. */
  public readonly workload: Workload;
  /** The version that runs. */
  public readonly liveVersion: string;
  /** SHA-256 of the version that runs, in hex. */
  public readonly digest: string;
  /** What to watch of it. */
  public readonly watched: readonly Watched[];

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: AgentProps) {
    super(scope, id);
    const checked = checkAgent(this.node.path, props);
    const identity: IdentityProps = { kind: "agent", name: props.name };
    markIdentity(this, identity);
    this.name = props.name;
    this.namespace = props.namespace;
    this.liveVersion = checked.live.version.version;
    this.digest = checked.live.document.digest;
    const liveObject = declareVersions(this, props.name, props.namespace, checked);
    this.workload = new Workload(this, "workload", {
      cluster: props.cluster,
      namespace: props.namespace,
      identity,
      controller: props.schedule.controller(props.enabled ?? true),
      containers: [agentContainer(props, checked)],
      volumes: [
        Volume.scratch(SCRATCH_VOLUME, { sizeMiB: props.scratchMiB ?? DEFAULT_SCRATCH_MIB }),
        Volume.configuration(VERSION_VOLUME, liveObject),
      ],
      ...(props.budget === undefined ? {} : { controllerAnnotations: budgetAnnotations(props.budget) }),
      ...(props.metrics === undefined
        ? {}
        : { metrics: { port: portName(props, METRICS_PORT), path: props.metrics.path } }),
    });
    this.serviceAccountName = this.workload.serviceAccountName;
    this.workload.addPodLabels({
      [AgentLabels.version]: physicalName([this.liveVersion], NameRules.kubernetesLabelValue),
      [AgentLabels.digest]: shortDigestOf(checked.live),
    });
    this.watched = pages(props, this.workload);
    for (const secret of props.secrets ?? []) this.readSecret(secret);
    for (const { peer, ports } of props.egress ?? []) this.allowTo(peer, ...(ports ?? []));
  }

  /** Lets the agent reach the peer, on these ports or, when none is named, on all. DNS is always allowed. */
  public allowTo(peer: IPeer, ...ports: PeerPort[]): void {
    this.workload.allowTo(peer, ...ports);
  }

  /** Lets the peer reach these ports of the agent. @throws PalisadeError when it has no such port */
  public allowFrom(peer: IPeer, ...portNames: string[]): void {
    this.workload.allowFrom(peer, ...portNames);
  }

  /** Lets the agent read a secret, and mounts it as files; returns their folder. */
  public readSecret(secret: ISecret): string {
    const path = secretFolder(secret);
    this.workload.mount(secret.grantRead(this.workload).volume(), path);
    return path;
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.workload.toPeerSelectors();
  }
}

/** Folder in which an agent that may read a secret finds its values, one file each. */
export function secretFolder({ path }: ISecret): string {
  return `${SECRETS_PATH}/${physicalName([path], NameRules.kubernetesLabel)}`;
}

/** One port number is one container port, whichever of the two ends asks for it. */
function portName({ health, metrics }: AgentProps, wanted: string): string {
  return health?.port === metrics?.port ? METRICS_PORT : wanted;
}

function agentPorts(props: AgentProps): ContainerPort[] {
  const { health, metrics } = props;
  const ports = new Map<number, string>();
  if (health !== undefined) ports.set(health.port, HEALTH_PORT);
  if (metrics !== undefined) ports.set(metrics.port, METRICS_PORT);
  return [...ports].map(([port, name]) => ({ name, port }));
}

function agentContainer(props: AgentProps, { live }: CheckedAgent): ContainerSpec {
  const { health } = props;
  const probe =
    health === undefined
      ? undefined
      : Probe.fromHttpGet(portName(props, HEALTH_PORT), health.path, { failureThreshold: 6 });
  return {
    name: "agent",
    image: live.version.image,
    environment: {
      ...props.environment,
      AGENT_NAME: props.name,
      AGENT_VERSION: live.version.version,
      AGENT_DIGEST: live.document.digest,
      AGENT_CONFIGURATION: `${CONFIGURATION_PATH}/${live.document.fileName}`,
    },
    ports: agentPorts(props),
    resources: props.resources ?? DEFAULT_RESOURCES,
    mounts: [
      { volume: SCRATCH_VOLUME, path: "/tmp" },
      { volume: VERSION_VOLUME, path: CONFIGURATION_PATH },
    ],
    ...(probe === undefined ? {} : { readinessProbe: probe, livenessProbe: probe }),
  };
}

/** An agent is watched through the cluster in any case, and through its model calls when it shows them. */
function pages(props: AgentProps, workload: Workload): readonly Watched[] {
  const runSeconds = props.schedule.slowRunSeconds;
  const page: Watched =
    runSeconds === undefined
      ? { subject: "agent-service", workload }
      : { subject: "agent-schedule", workload, parameters: { runSeconds } };
  return props.metrics?.modelCalls === true ? [page, { subject: "agent-models", workload }] : [page];
}
