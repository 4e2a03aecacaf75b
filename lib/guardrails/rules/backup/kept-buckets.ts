import { recordAt } from "../../../core/json";
import type { ResourceView } from "../../subjects/resource-view";

/** Words in the name of a bucket whose objects nobody can make again. */
const KEPT = [
  "audit",
  "backup",
  "backups",
  "cloudtrail",
  "snapshot",
  "snapshots",
  "state",
  "states",
  "tfstate",
  "trail",
];

/** Words in the name of a bucket that an intruder would like to empty. */
const LOCKED = ["audit", "cloudtrail", "trail"];

/** Snapshots of these hold secrets; those of a chain can be made again. */
const OF_SECRETS = ["vault", "openbao", "raft"];
const SNAPSHOTS = ["snapshot", "snapshots", "backup", "backups"];

/** Logs of who read another bucket, whose name such a bucket takes over. */
const OF_ACCESS = "access";

/** Whether a bucket says by its name or its tags that what it holds cannot be made again. */
export function isKept(bucket: ResourceView): boolean {
  return has(wordsOf(bucket), KEPT);
}

/** Whether a bucket says by its name or its tags that nobody may remove what it holds, an administrator neither. */
export function isLocked(bucket: ResourceView): boolean {
  const words = wordsOf(bucket);
  if (words.has(OF_ACCESS)) return false;
  return has(words, LOCKED) || (has(words, SNAPSHOTS) && has(words, OF_SECRETS));
}

function has(words: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.some((word) => words.has(word));
}

/** The words of its name, of its tags `Name` and `palisade.dev/kind`, and of the resource. */
function wordsOf({ config, name }: ResourceView): ReadonlySet<string> {
  const tags = recordAt(config, "tags");
  const texts = [config["bucket"], config["bucket_prefix"], tags["Name"], tags["palisade.dev/kind"], name];
  const words = texts.flatMap((text) => (typeof text === "string" ? text.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/) : []));
  return new Set(words.map((word) => word.toLowerCase()));
}
