import { CLIENTS, SIGNERS } from "../../catalogue";
import type { FlagListName } from "../../catalogue/clients/flag-list";
import type { ImageSpec } from "../../catalogue/types";
import { asList, asText, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { KubernetesObject } from "../kubernetes/objects";

/** A program of the catalogue whose flags are known. */
export interface FlaggedProgram {
  /** Its name in the catalogue. */
  readonly name: string;
  /** The release that is pinned. */
  readonly image: ImageSpec;
  /** List of every flag it knows. */
  readonly flagList: FlagListName;
  /** What it does in a node. @default - it is none of a node's clients */
  readonly role?: string;
}

/** A container that runs a program of the catalogue. */
export interface ClientContainer {
  /** What the catalogue knows about the program: one image may hold several, of which its subcommand chooses one. */
  readonly client: FlaggedProgram;
  /** Release that runs; the digest where no tag says it. */
  readonly release: string;
  /** The container itself. */
  readonly container: JsonRecord;
  /** Construct path and name of the container. */
  readonly where: string;
}

const IMAGE = /^(?:docker\.io\/)?([^@]+?)(?::([^:/@]+))?(?:@(.+))?$/;

const programs: readonly FlaggedProgram[] = [...Object.values(CLIENTS), ...Object.values(SIGNERS)];

/** Every client that runs in an object: those of its pods, the ones that run first among them. */
export function clientContainers(object: KubernetesObject): readonly ClientContainer[] {
  const pod = podOf(object);
  return [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].flatMap((container) => {
    const [, repository = "", tag, digest] = IMAGE.exec(textAt(container, "image") ?? "") ?? [];
    if (!isJsonRecord(container)) return [];
    return programs
      .filter(({ image }) => image.repository === repository)
      .map((client) => {
        const name = textAt(container, "name") ?? client.name;
        return { client, release: tag ?? digest ?? "", container, where: `${object.path} ${name}` };
      });
  });
}

function podOf({ kind, manifest }: KubernetesObject): JsonRecord {
  if (kind === "Pod") return recordAt(manifest, "spec");
  if (kind === "CronJob") return recordAt(manifest, "spec", "jobTemplate", "spec", "template", "spec");
  return recordAt(manifest, "spec", "template", "spec");
}

/** A list as words. */
export function wordsOf(value: unknown): readonly string[] {
  return asList(value).map(asText);
}
