import type { ContainerSpec } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import { Volume } from "../core/volume";

const FOLDER = "/engine";
const FILE = `${FOLDER}/jwt.hex`;
const VOLUME = "engine";

/** 32 random bytes in hex. The last line fails the start when anything else came out. */
const MAKE = [
  "umask 077",
  `od -An -v -tx1 -N32 /dev/urandom | tr -d ' \\n' > ${FILE}`,
  `grep -Eqx '[0-9a-f]{64}' ${FILE}`,
].join("\n");

/**
 * The secret that the clients of one pod know each other by: made anew in every pod, in memory, by an init container.
 * No person, no store and no state ever holds it (docs/decisions/engine-jwt.md).
 */
export const EngineSecret = {
  /** Where the clients find it. */
  file: FILE,
  /** Memory that lives as long as the pod. */
  volume: Volume.scratch(VOLUME, { sizeMiB: 1, inMemory: true }),
  /** How a client sees it. */
  mount: { volume: VOLUME, path: FOLDER, readOnly: true },
  /** The container that makes it, from the image of a client that has a shell. */
  maker: (image: ImageRef, shell: string): ContainerSpec => ({
    name: `${VOLUME}-secret`,
    image,
    command: [shell, "-euc", MAKE],
    resources: { cpuMillicores: 50, memoryMiB: 32 },
    mounts: [{ volume: VOLUME, path: FOLDER }],
  }),
} as const;
