/** Options of a persistent volume. */
export interface PersistentVolumeOptions {
  /** Size in GiB. */
  readonly storageGiB: number;
  /** Storage class. @default - the cluster's `storageClassName` */
  readonly storageClassName?: string;
}

/** Options of a scratch volume. */
export interface ScratchVolumeOptions {
  /** Most it may hold, in MiB. */
  readonly sizeMiB: number;
  /** Keep it in memory, so that it never touches a disk. Counts against the container's memory. @default - false */
  readonly inMemory?: boolean;
}

/** Options of a service account token. */
export interface TokenVolumeOptions {
  /** Who the token is for; a server that checks the audience refuses every other token. */
  readonly audience: string;
  /** Lifetime in seconds, at least 600; the kubelet renews it earlier. @default - 3600 */
  readonly lifetimeSeconds?: number;
}

/** Something a workload can mount. */
export class Volume {
  /** A volume of its own for each replica of a StatefulSet, kept when the replica goes. */
  public static persistent(name: string, options: PersistentVolumeOptions): Volume {
    return new Volume(name, { kind: "persistent", ...options });
  }

  /** An empty folder that lives as long as the pod. */
  public static scratch(name: string, options: ScratchVolumeOptions): Volume {
    return new Volume(name, { kind: "scratch", ...options });
  }

  /** Keys of a Kubernetes Secret as files. @param keys those that are there, such as `ca.crt` alone; all when left out */
  public static secret(name: string, secretName: string, keys?: readonly string[]): Volume {
    return new Volume(name, { kind: "secret", secretName, ...(keys === undefined ? {} : { keys }) });
  }

  /** Files of a ConfigMap that exists. Pass a reference to its name, and Terraform makes it before the pods. */
  public static configuration(name: string, configMapName: string): Volume {
    return new Volume(name, { kind: "configuration", configMapName });
  }

  /** A short-lived token of the workload's own service account for one audience. */
  public static token(name: string, options: TokenVolumeOptions): Volume {
    return new Volume(name, { kind: "token", ...options });
  }

  private constructor(
    /** Name, unique in the pod. */
    public readonly name: string,
    /** What it is. */
    public readonly source: VolumeSource,
  ) {}
}

/** What stands behind a volume. */
export type VolumeSource =
  | ({ readonly kind: "persistent" } & PersistentVolumeOptions)
  | ({ readonly kind: "scratch" } & ScratchVolumeOptions)
  | { readonly kind: "secret"; readonly secretName: string; readonly keys?: readonly string[] }
  | { readonly kind: "configuration"; readonly configMapName: string }
  | ({ readonly kind: "token" } & TokenVolumeOptions);

/** True for volumes that a container can write to; the others are read-only by nature. */
export function writableByNature(volume: Volume): boolean {
  return volume.source.kind === "persistent" || volume.source.kind === "scratch";
}
