import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";

/** Bucket names without dots, so that they fit a TLS wildcard (Amazon S3 User Guide, "Bucket naming rules"). */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
/** A log bucket's name is the state bucket's and this. */
export const LOG_SUFFIX = "-access-logs";
const FORBIDDEN_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const FORBIDDEN_SUFFIXES = ["-s3alias", "--ol-s3", "--x-s3", "--table-s3"];

function oddBucketName(got: string): Problem {
  return {
    what: "no bucket can have this name",
    got,
    allowed: "3 to 63 characters a-z, 0-9 and -, starting and ending with a letter or digit",
    doThis: "choose another name; it must be unique in the whole world, so put the organisation's name in it",
  };
}

function reservedBucketName(got: string): Problem {
  return {
    what: "the bucket name starts or ends with something AWS keeps for itself",
    got,
    allowed: `no ${[...FORBIDDEN_PREFIXES, ...FORBIDDEN_SUFFIXES].join(", ")}`,
    doThis: "choose another name",
  };
}

/** Records what is wrong with a bucket name. */
export function checkBucketName(check: Checker, name: string): void {
  check.that(BUCKET_NAME.test(name), () => oddBucketName(name));
  const reserved =
    FORBIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    FORBIDDEN_SUFFIXES.some((suffix) => name.endsWith(suffix));
  check.that(!reserved, () => reservedBucketName(name));
}

/** Name of the key of a state bucket, below `alias/palisade/`. */
export function stateKeyName(bucketName: string): string {
  return `state-${bucketName}`;
}

/** Alias of the key of a state bucket: plain text, so that a backend block can hold it. */
export function stateKeyAlias(bucketName: string): string {
  return `alias/palisade/${physicalName([stateKeyName(bucketName)], NameRules.awsEksCluster)}`;
}
