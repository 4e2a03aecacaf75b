import type { ClientSpec, FlagContext, SizingSpec } from "../../lib/catalogue";
import { renderCommand } from "../../lib/render/flags";
import type { ContainerSpec } from "../core/container";
import { Exposure } from "../core/exposure";
import { ImageRef } from "../core/image-ref";
import { Volume } from "../core/volume";
import type { ClientOptions } from "./chain-node-props";
import { EngineSecret } from "./engine-secret";
import { probeOf } from "./probe-of";

/** Folder in which every client keeps its data. */
export const DATA_DIRECTORY = "/data";
/** Folder for what a client writes beside its data. */
const TEMPORARY_DIRECTORY = "/tmp";
/** Own proposal: the clients keep nothing there that lasts. */
const TEMPORARY_MIB = 256;

/** One client of a node, ready to be declared. */
export interface NodeClient {
  /** What the catalogue knows about it. */
  readonly spec: ClientSpec;
  /** How much it needs on the node's network. */
  readonly sizing: SizingSpec;
  /** What the user said about it. */
  readonly options: ClientOptions;
  /** What its flags are made from. */
  readonly context: FlagContext;
}

/** The release a client runs: the user's, or the one the catalogue pins. */
export function imageOf(client: ClientSpec, options: ClientOptions): ImageRef {
  return options.image ?? ImageRef.parse(`${client.image.repository}:${client.image.tag}`, client.name);
}

/** The volumes of a client: its data, named after its role, and a temporary folder. */
export function volumesOf({ spec, sizing, options }: NodeClient, storageClassName: string | undefined): Volume[] {
  return [
    Volume.persistent(spec.role, {
      storageGiB: options.storageGiB ?? sizing.disk.storageGiB,
      ...(storageClassName === undefined ? {} : { storageClassName }),
    }),
    Volume.scratch(`${spec.role}-tmp`, { sizeMiB: TEMPORARY_MIB }),
  ];
}

/** The container of a client. @throws PalisadeError listing every flag that may not be added */
export function containerOf({ spec, sizing, options, context }: NodeClient, where: string): ContainerSpec {
  const image = imageOf(spec, options);
  const extra = {
    ...(options.extraFlags === undefined ? {} : { flags: options.extraFlags }),
    ...(options.ownFlags === undefined ? {} : { owned: options.ownFlags }),
    ...(options.image === undefined ? {} : { release: image.tag ?? "" }),
  };
  const command = renderCommand(spec, context, extra, `${where} ${spec.name}`);
  const peers = Exposure.peers();
  return {
    name: spec.name,
    image,
    command,
    ports: [
      ...spec.ports.map(({ name, port }) => ({ name, port })),
      ...spec.peerPorts.map(({ name, protocol, offset }) => ({
        name,
        port: context.peerPorts[name] ?? spec.firstPeerPort + offset,
        protocol,
        exposure: peers,
      })),
    ],
    resources: options.resources ?? sizing.resources,
    startupProbe: probeOf(spec.probes.startup),
    livenessProbe: probeOf(spec.probes.liveness),
    readinessProbe: probeOf(spec.probes.readiness),
    mounts: [
      { volume: spec.role, path: DATA_DIRECTORY },
      { volume: `${spec.role}-tmp`, path: TEMPORARY_DIRECTORY },
      ...(context.engine === undefined ? [] : [EngineSecret.mount]),
    ],
  };
}
