import { CLIENTS, SIGNERS } from "../../catalogue";
import type { FlagListName } from "../../catalogue/clients/flag-list";
import type { ImageSpec } from "../../catalogue/types";
import { asList, asText, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import { canonicalImage, splitImage } from "../../images/image-name";
import type { KubernetesObject } from "../kubernetes/objects";
import { podTemplatePath } from "../kubernetes/pod-templates";

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

const programs: readonly FlaggedProgram[] = [...Object.values(CLIENTS), ...Object.values(SIGNERS)];

/** Every client that runs in an object: those of its pods, the ones that run first among them. */
export function clientContainers(object: KubernetesObject): readonly ClientContainer[] {
  const pod = podOf(object);
  return [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].flatMap((container) => {
    const image = splitImage(textAt(container, "image") ?? "");
    if (!isJsonRecord(container) || image === undefined) return [];
    const { repository, tag, digest } = image;
    return programs
      .filter((program) => canonicalImage(program.image.repository) === canonicalImage(repository))
      .map((client) => {
        const name = textAt(container, "name") ?? client.name;
        return { client, release: tag ?? digest ?? "", container, where: `${object.path} ${name}` };
      });
  });
}

function podOf({ apiVersion, kind, manifest }: KubernetesObject): JsonRecord {
  const place = podTemplatePath(apiVersion, kind);
  return place === undefined ? {} : recordAt(manifest, ...place, "spec");
}

/** A list as words. */
export function wordsOf(value: unknown): readonly string[] {
  return asList(value).map(asText);
}
