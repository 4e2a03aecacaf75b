import { CLIENTS } from "../../catalogue";
import type { ClientSpec } from "../../catalogue/types";
import { asList, asText, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { KubernetesObject } from "../kubernetes/objects";

/** A container that runs a client of the catalogue. */
export interface ClientContainer {
  /** What the catalogue knows about the client. */
  readonly client: ClientSpec;
  /** Release that runs; the digest where no tag says it. */
  readonly release: string;
  /** The container itself. */
  readonly container: JsonRecord;
  /** Construct path and name of the container. */
  readonly where: string;
}

const IMAGE = /^(?:docker\.io\/)?([^@]+?)(?::([^:/@]+))?(?:@(.+))?$/;

const clients: ReadonlyMap<string, ClientSpec> = new Map(
  Object.values(CLIENTS).map((client): [string, ClientSpec] => [client.image.repository, client]),
);

/** Every client that runs in an object: those of its pods, the ones that run first among them. */
export function clientContainers(object: KubernetesObject): readonly ClientContainer[] {
  const pod = podOf(object);
  return [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].flatMap((container) => {
    const [, repository = "", tag, digest] = IMAGE.exec(textAt(container, "image") ?? "") ?? [];
    const client = clients.get(repository);
    if (client === undefined || !isJsonRecord(container)) return [];
    const name = textAt(container, "name") ?? client.name;
    return [{ client, release: tag ?? digest ?? "", container, where: `${object.path} ${name}` }];
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
