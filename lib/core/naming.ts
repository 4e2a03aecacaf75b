import { createHash } from "node:crypto";
import { holdsToken } from "./digest";
import { PalisadeError, type Problem } from "./errors";

/** What a physical name may look like in the system that will hold it. */
export interface NameRule {
  /** Longest name the system takes, in characters; at least 12, so that a beginning, an end and the hash fit. */
  readonly maxLength: number;
  /** Characters that may stand in the name, as the inside of a regular expression class, such as `a-z0-9-`. */
  readonly allowedCharacters: string;
  /** Replaces whatever is not allowed. @default - "-" */
  readonly separator?: string;
  /** Turns the name to lower case first. @default - true when `allowedCharacters` has no `A-Z` */
  readonly lowerCase?: boolean;
}

/** Name rules of the systems Palisade writes to, each with its source. */
export const NameRules = {
  /** RFC 1123 label: Services, Namespaces, containers (Kubernetes documentation, "Object Names and IDs"). */
  kubernetesLabel: { maxLength: 63, allowedCharacters: "a-z0-9-" },
  /** A workload name leaves eleven characters for the suffixes that StatefulSets and CronJobs add to pod names. */
  kubernetesWorkload: { maxLength: 52, allowedCharacters: "a-z0-9-" },
  /** Label values (Kubernetes documentation, "Labels and Selectors"). */
  kubernetesLabelValue: { maxLength: 63, allowedCharacters: "A-Za-z0-9_.-" },
  /** IAM role names (AWS IAM User Guide, "IAM and AWS STS quotas"). */
  awsIamRole: { maxLength: 64, allowedCharacters: "A-Za-z0-9+=,.@_-" },
  /** Beginnings of IAM role names that Terraform makes unique with a dash of ours and 26 characters of its own. */
  awsIamRolePrefix: { maxLength: 37, allowedCharacters: "A-Za-z0-9+=,.@_-" },
  /** S3 bucket names without dots, so that they fit a TLS wildcard (Amazon S3 User Guide, "Bucket naming rules"). */
  awsBucket: { maxLength: 63, allowedCharacters: "a-z0-9-" },
  /** EKS cluster names (Amazon EKS API reference, CreateCluster). */
  awsEksCluster: { maxLength: 100, allowedCharacters: "A-Za-z0-9_-" },
  /** SQS queue names (Amazon SQS Developer Guide, "Amazon SQS standard queue quotas"). */
  awsSqsQueue: { maxLength: 80, allowedCharacters: "A-Za-z0-9_-" },
  /** Names of web ACLs, with room for what is put before and behind them (AWS WAF API reference, CreateWebACL). */
  awsWebAcl: { maxLength: 100, allowedCharacters: "A-Za-z0-9_-" },
  /** Names of trails, and of what is called after them (AWS CloudTrail API reference, CreateTrail). */
  awsTrail: { maxLength: 128, allowedCharacters: "A-Za-z0-9_-" },
  /** Firehose stream names (Amazon Data Firehose API reference, CreateDeliveryStream). */
  awsDeliveryStream: { maxLength: 64, allowedCharacters: "A-Za-z0-9_-" },
  /** Vault policy and role names, kept to what reads well in a path. */
  vault: { maxLength: 128, allowedCharacters: "a-z0-9-" },
  /** Helm release names (Helm documentation, "helm install": 53 characters). */
  helmRelease: { maxLength: 53, allowedCharacters: "a-z0-9-" },
} as const satisfies Record<string, NameRule>;

const HASH_LENGTH = 8;

function emptyName(parts: readonly string[], rule: NameRule): Problem {
  return {
    what: "a name has no character that its system accepts",
    got: parts,
    allowed: `characters ${rule.allowedCharacters}, at most ${rule.maxLength}`,
    doThis: "give it a name with letters or digits",
  };
}

function tokenInName(parts: readonly string[]): Problem {
  return {
    what: "a physical name is made from a value that is only known to Terraform",
    got: parts,
    allowed: "plain text that is the same on every run",
    doThis: "pass the literal value: cleaned and hashed, a reference becomes a name of nothing",
  };
}

function cleaned(text: string, rule: NameRule): string {
  const separator = rule.separator ?? "-";
  const lower = rule.lowerCase ?? !rule.allowedCharacters.includes("A-Z");
  const cased = lower ? text.toLowerCase() : text;
  const kept = cased.replace(new RegExp(`[^${rule.allowedCharacters}]+`, "g"), separator);
  return kept.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}

/**
 * A deterministic physical name from its parts. What the system does not accept becomes a separator; a name that was
 * changed or is too long is trimmed in the middle and gets a hash of the original parts, so that two inputs that would
 * read alike do not end up with one name. Parts that fit as they are join plainly: `["a", "b"]` and `["a-b"]` are the
 * same name.
 *
 * @throws PalisadeError when nothing of the parts remains, or when one of them is a reference
 */
export function physicalName(parts: readonly string[], rule: NameRule): string {
  if (parts.some(holdsToken)) throw new PalisadeError([tokenInName(parts)]);
  const separator = rule.separator ?? "-";
  const pieces = parts.map((part) => cleaned(part, rule)).filter((part) => part.length > 0);
  if (pieces.length === 0) throw new PalisadeError([emptyName(parts, rule)]);
  const name = pieces.join(separator);
  if (name === parts.join(separator) && name.length <= rule.maxLength) return name;
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, HASH_LENGTH);
  const room = rule.maxLength - HASH_LENGTH - separator.length;
  return `${trimMiddle(name, room, separator)}${separator}${hash}`;
}

/** Shortens from the middle: the beginning says whose it is, the end says what it is. */
function trimMiddle(name: string, room: number, separator: string): string {
  if (name.length <= room) return name;
  const head = Math.ceil((room - separator.length) / 2);
  const tail = room - separator.length - head;
  const start = name.slice(0, head).replace(/[^A-Za-z0-9]+$/, "");
  const end = name.slice(name.length - tail).replace(/^[^A-Za-z0-9]+/, "");
  return `${start}${separator}${end}`;
}
