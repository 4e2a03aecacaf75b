import type {
  DeploymentV1SpecTemplateSpec,
  DeploymentV1SpecTemplateSpecContainer,
  DeploymentV1SpecTemplateSpecTopologySpreadConstraint,
  DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConstruct } from "constructs";
import { escapeForTerraform } from "../../lib/core/escape";
import type { ContainerSpec } from "./container";
import type { Volume } from "./volume";
import { writableByNature } from "./volume";
import type { WorkloadProps } from "./workload-props";

/** The pod part that is the same in every controller; the bindings repeat it under four names. */
export type PodSpec = DeploymentV1SpecTemplateSpec;

/** A pod as its controller needs it. */
export interface RenderedPod {
  /** Labels that select exactly these pods. */
  readonly selector: Record<string, string>;
  /** All labels of the pods. */
  readonly labels: Record<string, string>;
  /** Annotations of the pods. */
  readonly annotations: Record<string, string>;
  /** The pod. */
  readonly spec: PodSpec;
}

const DEFAULT_USER_ID = 10_001;
/** Seconds between the order to stop and the kill, unless a workload says otherwise: Kubernetes' own default. */
export const DEFAULT_STOP_GRACE_SECONDS = 30;
const DEFAULT_TOKEN_SECONDS = 3600;
/** Name of the volume that holds the configuration files. */
const CONFIGURATION_VOLUME = "configuration";

/** What a pod spec needs beside the props. */
export interface PodContext {
  /** The workload. */
  readonly scope: IConstruct;
  /** Service account of the pods. */
  readonly serviceAccountName: string;
  /** Labels that select exactly the pods of this workload. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Name of the object that holds the configuration files; undefined when there are none. */
  readonly configurationName: string | undefined;
}

/** Lowers a workload to its pod: hardened first, then what was asked. */
export function renderPodSpec(props: WorkloadProps, context: PodContext): PodSpec {
  const user = String(props.userId ?? DEFAULT_USER_ID);
  const spec = props.controller.spec;
  const runsToTheEnd = spec.kind === "job" || spec.kind === "cronJob";
  const reserved = props.nodePurpose === undefined ? undefined : props.cluster.reservedNodes(props.nodePurpose);
  const configuration = context.configurationName === undefined ? undefined : props.configuration?.path;
  return {
    serviceAccountName: context.serviceAccountName,
    automountServiceAccountToken: props.kubernetesApiAccess ?? false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: props.stopGraceSeconds ?? DEFAULT_STOP_GRACE_SECONDS,
    restartPolicy: runsToTheEnd ? "Never" : "Always",
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...(reserved === undefined
      ? {}
      : {
          nodeSelector: { ...reserved.nodeSelector },
          toleration: reserved.tolerations.map((toleration) => ({ operator: "Equal", ...toleration })),
        }),
    ...spread(props, context),
    volume: [
      ...(props.volumes ?? []).flatMap(renderVolume),
      ...(context.configurationName === undefined
        ? []
        : [{ name: CONFIGURATION_VOLUME, configMap: { name: context.configurationName } }]),
    ],
    initContainer: (props.initContainers ?? []).map((container) =>
      renderContainer(container, props, context.scope, configuration),
    ),
    container: props.containers.map((container) => renderContainer(container, props, context.scope, configuration)),
  };
}

/**
 * Zones are a rule, hosts a wish: as a rule, the one pod more of a rollout would wait for a new node. Zones whose nodes
 * are all reserved for something else do not count, or the pods would wait for a node there.
 */
function spread(props: WorkloadProps, context: PodContext): Pick<PodSpec, "affinity" | "topologySpreadConstraint"> {
  const { spec } = props.controller;
  if (props.group !== undefined) return props.group.spread(props.cluster);
  if (!("replicas" in spec) || (spec.replicas < 2 && spec.autoscaled !== true)) return {};
  const among = { maxSkew: 1, labelSelector: [{ matchLabels: { ...context.podLabels } }] };
  const hosts: DeploymentV1SpecTemplateSpecTopologySpreadConstraint = {
    ...among,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "ScheduleAnyway",
  };
  const zones: DeploymentV1SpecTemplateSpecTopologySpreadConstraint = {
    ...among,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "DoNotSchedule",
    nodeTaintsPolicy: "Honor",
  };
  return { topologySpreadConstraint: props.cluster.spreadsOverZones ? [zones, hosts] : [hosts] };
}

function itemsOf(keys: readonly string[] | undefined) {
  return keys === undefined ? {} : { items: keys.map((key) => ({ key, path: key })) };
}

function renderVolume({ name, source }: Volume): DeploymentV1SpecTemplateSpecVolume[] {
  switch (source.kind) {
    case "persistent":
      return [];
    case "scratch":
      return [
        {
          name,
          emptyDir: {
            sizeLimit: `${source.sizeMiB}Mi`,
            ...(source.inMemory === true ? { medium: "Memory" } : {}),
          },
        },
      ];
    case "secret":
      return [{ name, secret: { secretName: source.secretName, defaultMode: "0440", ...itemsOf(source.keys) } }];
    case "configuration":
      return [{ name, configMap: { name: source.configMapName } }];
    case "token":
      return [
        {
          name,
          projected: [
            {
              defaultMode: "0440",
              sources: [
                {
                  serviceAccountToken: {
                    path: "token",
                    audience: source.audience,
                    expirationSeconds: source.lifetimeSeconds ?? DEFAULT_TOKEN_SECONDS,
                  },
                },
              ],
            },
          ],
        },
      ];
  }
}

function renderContainer(
  container: ContainerSpec,
  props: WorkloadProps,
  scope: IConstruct,
  configurationPath: string | undefined,
): DeploymentV1SpecTemplateSpecContainer {
  const { resources } = container;
  const drain = container.drainSeconds ?? 0;
  return {
    name: container.name,
    image: container.image.locked(scope),
    ...(container.command === undefined ? {} : { command: container.command.map(escapeForTerraform) }),
    ...(container.args === undefined ? {} : { args: container.args.map(escapeForTerraform) }),
    env: renderEnvironment(container),
    port: (container.ports ?? []).map((port) => ({
      name: port.name,
      containerPort: port.port,
      protocol: port.protocol ?? "TCP",
    })),
    resources: {
      requests: { cpu: `${resources.cpuMillicores}m`, memory: `${resources.memoryMiB}Mi` },
      limits: {
        memory: `${resources.memoryLimitMiB ?? resources.memoryMiB}Mi`,
        ...(resources.cpuLimitMillicores === undefined ? {} : { cpu: `${resources.cpuLimitMillicores}m` }),
      },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMount: renderMounts(container, props.volumes ?? [], configurationPath),
    ...(drain === 0 ? {} : { lifecycle: { preStop: [{ exec: { command: ["sleep", String(drain)] } }] } }),
    ...(container.startupProbe === undefined ? {} : { startupProbe: container.startupProbe.render() }),
    ...(container.livenessProbe === undefined ? {} : { livenessProbe: container.livenessProbe.render() }),
    ...(container.readinessProbe === undefined ? {} : { readinessProbe: container.readinessProbe.render() }),
  };
}

function renderEnvironment(container: ContainerSpec) {
  return [
    ...Object.entries(container.environment ?? {}).map(([name, value]) => ({ name, value: escapeForTerraform(value) })),
    ...Object.entries(container.fieldEnvironment ?? {}).map(([name, fieldPath]) => ({
      name,
      valueFrom: { fieldRef: { fieldPath } },
    })),
    ...Object.entries(container.secretEnvironment ?? {}).map(([name, { secretName, key }]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secretName, key } },
    })),
  ];
}

function renderMounts(container: ContainerSpec, volumes: readonly Volume[], configurationPath: string | undefined) {
  const mounts = (container.mounts ?? []).map((mount) => {
    const volume = volumes.find((candidate) => candidate.name === mount.volume);
    return {
      name: mount.volume,
      mountPath: mount.path,
      readOnly: mount.readOnly ?? (volume === undefined || !writableByNature(volume)),
      ...(mount.subPath === undefined ? {} : { subPath: mount.subPath }),
    };
  });
  if (configurationPath === undefined) return mounts;
  return [...mounts, { name: CONFIGURATION_VOLUME, mountPath: configurationPath, readOnly: true }];
}
