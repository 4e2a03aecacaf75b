import type { SignerSpec } from "../../lib/catalogue";
import type { SignerListener } from "../../lib/render/web3signer";
import { POD_ADDRESS } from "../../lib/render/web3signer";
import type { ICluster } from "../core/cluster";
import type { ContainerResources, ContainerSpec } from "../core/container";
import { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import { probeOf } from "../node";
import type { SignerTlsFiles } from "./signer-tls";

/** Folder that Java writes to: the rest of the image is read-only. */
export const POD_TEMPORARY_FOLDER = "/tmp";
/** Name of the volume behind it. */
export const POD_TEMPORARY_VOLUME = "tmp";
/** Java unpacks the library for BLS there, and little else. */
export const POD_TEMPORARY_MIB = 256;
/** Name of the port for signing. */
export const SIGNING = "signing";

/** What the container of a signer is made from. */
export interface SignerPod {
  /** The program. */
  readonly spec: SignerSpec;
  /** Its image. */
  readonly image: ImageRef;
  /** CPU and memory in place of the catalogue's. */
  readonly resources: ContainerResources | undefined;
  /** Arguments behind the program. */
  readonly args: readonly string[];
}

/** The image of a signer: the catalogue's, or the one that was given. */
export function imageOf(spec: SignerSpec, image: ImageRef | undefined, where: string): ImageRef {
  return image ?? ImageRef.parse(`${spec.image.repository}:${spec.image.tag}`, where);
}

/** The container of a signer. Java gets three quarters of its memory, and leaves the rest to what is beside its heap. */
export function signerContainer({ spec, image, resources, args }: SignerPod): ContainerSpec {
  return {
    name: spec.name,
    image,
    command: spec.command,
    args,
    environment: { JAVA_OPTS: "-XX:MaxRAMPercentage=75" },
    fieldEnvironment: { [POD_ADDRESS]: "status.podIP" },
    ports: spec.ports.map(({ name, port }) => ({ name, port })),
    resources: resources ?? spec.resources,
    startupProbe: probeOf(spec.probes.startup),
    livenessProbe: probeOf(spec.probes.liveness),
    readinessProbe: probeOf(spec.probes.readiness),
    mounts: [{ volume: POD_TEMPORARY_VOLUME, path: POD_TEMPORARY_FOLDER }],
  };
}

/** Names by which clients inside the cluster call a Service, from any namespace. */
export function serviceNames(name: string, namespace: INamespace, cluster: ICluster): readonly string[] {
  const long = `${name}.${namespace.namespaceName}`;
  return [name, long, `${long}.svc`, `${long}.svc.${cluster.dnsDomain}`];
}

/** Where a signer listens. */
export function listenerOf(spec: SignerSpec, hosts: readonly string[], tls: SignerTlsFiles): SignerListener {
  const portOf = (use: string): number => spec.ports.find((port) => port.use === use)?.port ?? 0;
  return { port: portOf("signing"), metricsPort: portOf("metrics"), hosts, keysFolder: spec.folder, tls };
}
