import type { IConstruct } from "constructs";
import { ACCOUNT_ALARMS } from "../../lib/catalogue/aws/account-alarms";
import { ACCOUNT_RULES, SECURITY_STANDARDS } from "../../lib/catalogue/aws/account-watch";
import type { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { givenList } from "../../lib/core/given";
import { isJsonRecord } from "../../lib/core/json";
import { logRetentionProblem } from "../core/encrypted-log-group";
import { AlarmReceiver } from "./alarm-receiver";
import { fits, isArn, odd } from "./audit-forms";
import type { AccountService, AuditTrailProps } from "./audit-trail-props";
import { checkSiem } from "./siem-checks";

const SERVICES: readonly AccountService[] = ["guardduty", "security-hub", "config", "access-analyzer"];
const RUNTIME_AGENTS: readonly string[] = ["managed", "by-hand", "none"];

/** Leaves room for what is put behind it, and in front of it by AWS. */
const NAME = /^[a-z]([a-z0-9-]{1,38}[a-z0-9])$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
/** The longest that is put behind it is `-access-logs`. */
const LONGEST_BUCKET_NAME = 51;
/** Without dots, as the bucket itself asks for. */
const OWN_BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const PACK_NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,50}$/;
const TEMPLATE = /^s3:\/\/[a-z0-9.-]+\/.+$/;
/** PCI DSS 10.5.1 asks for twelve months; a month more lets somebody look at the first of them in peace. */
const LEAST_LOG_DAYS = 400;
/** AWS Config keeps its record from 30 days to 2557 (AWS Config API reference, PutRetentionConfiguration). */
const SEVEN_YEARS_DAYS = 2557;

/** Days that the log is locked unless somebody says so. */
export const LOCKED_DAYS = SEVEN_YEARS_DAYS;
/** Days that the log can be searched unless somebody says so. */
export const LOG_DAYS = LEAST_LOG_DAYS;

function nobodyReads(got: unknown): Problem {
  return odd(
    "nobody may read the audit log",
    got,
    "the ARN of at least one role, such as that of the auditors",
    "name it in readerRoleArns: IAM cannot let anybody in afterwards, the key's policy alone does",
  );
}

function shortRetention(got: number): Problem {
  return odd(
    "the audit log cannot be searched for as long as audits ask for",
    got,
    `at least ${LEAST_LOG_DAYS} days`,
    "set logRetentionDays to 400 or more",
  );
}

function unknownName(prop: string, got: unknown, known: readonly string[]): Problem {
  return {
    what: `${prop} names something that there is not`,
    got,
    allowed: `the closest are ${closestNames(String(got), known).join(", ")}`,
    doThis: "correct the name",
  };
}

function twice(prop: string, got: unknown): Problem {
  return { what: `${prop} names something twice`, got, doThis: "leave one of them out" };
}

function withoutFindings(got: unknown): Problem {
  return {
    what: "it says what to check, and that somebody else runs the service that checks it",
    got,
    doThis: "leave one of the two out: the organisation chooses what its services check",
  };
}

/** Records everything that is wrong with the props. @param scope says what references stand for */
export function checkAuditTrail(check: Checker, scope: IConstruct, props: AuditTrailProps): void {
  const { name, region, bucketName, lockedDays = LOCKED_DAYS, logRetentionDays = LOG_DAYS } = props;
  check.that(fits(name, NAME), () =>
    odd("an audit trail has a name that cannot be used everywhere", name, "3 to 40 characters a-z, 0-9 and inner -"),
  );
  check.that(fits(region, REGION), () => odd("region is none", region, "such as eu-central-1"));
  check.that(fits(bucketName, OWN_BUCKET), () =>
    odd("bucketName is none", bucketName, "a name such as acme-prod-audit"),
  );
  check.that(typeof bucketName !== "string" || bucketName.length <= LONGEST_BUCKET_NAME, () =>
    odd(
      "the bucket's name leaves no room for what is put behind it",
      bucketName,
      `at most ${LONGEST_BUCKET_NAME} characters`,
    ),
  );
  check.that(Number.isInteger(lockedDays) && lockedDays >= 1, () =>
    odd("lockedDays is no number of days", lockedDays, "a whole number of at least 1"),
  );
  const retention = logRetentionProblem(logRetentionDays);
  if (retention !== undefined) check.add(retention);
  else check.that(logRetentionDays >= LEAST_LOG_DAYS, () => shortRetention(logRetentionDays));
  checkReaders(check, props);
  checkLists(check, scope, props);
  checkSiem(check, props.siem);
}

function checkReaders(check: Checker, { readerRoleArns, configurationRoleArn }: AuditTrailProps): void {
  if (check.that(Array.isArray(readerRoleArns) && readerRoleArns.length > 0, () => nobodyReads(readerRoleArns))) {
    for (const arn of readerRoleArns) {
      check.that(isArn(arn, ROLE), () =>
        odd(
          "a reader of the audit log is no role",
          arn,
          "a whole ARN, such as arn:aws:iam::123456789012:role/auditor",
          "write out the ARN of each role that reads it",
        ),
      );
    }
    unique(check, "readerRoleArns", readerRoleArns);
  }
  check.that(configurationRoleArn === undefined || isArn(configurationRoleArn, ROLE), () =>
    odd("configurationRoleArn is no role", configurationRoleArn, "a whole ARN"),
  );
}

function checkLists(check: Checker, scope: IConstruct, props: AuditTrailProps): void {
  const { runtimeAgent = "managed" } = props;
  const watchedBuckets = givenList(check, "watchedBuckets", props.watchedBuckets);
  for (const bucket of watchedBuckets) {
    check.that(isArn(bucket, BUCKET), () => odd("watchedBuckets names what is no bucket", bucket, "names of buckets"));
  }
  unique(check, "watchedBuckets", watchedBuckets);
  const receivers = givenList(check, "receivers", props.receivers);
  for (const receiver of receivers) {
    check.that(receiver instanceof AlarmReceiver, () =>
      odd("receivers names what is no receiver", receiver, 'such as AlarmReceiver.email("security@example.org")'),
    );
  }
  unique(
    check,
    "receivers",
    receivers.flatMap((one) => (one instanceof AlarmReceiver ? [one.text(scope)] : [])),
  );
  known(check, "alarms", props.alarms, Object.keys(ACCOUNT_ALARMS));
  known(check, "standards", props.standards, Object.keys(SECURITY_STANDARDS));
  known(check, "rules", props.rules, Object.keys(ACCOUNT_RULES));
  const elsewhere = known(check, "runElsewhere", props.runElsewhere, SERVICES);
  known(check, "runtimeAgent", [runtimeAgent], RUNTIME_AGENTS);
  checkPacks(check, givenList(check, "conformancePacks", props.conformancePacks));
  const contradictions = {
    standards: elsewhere.includes("security-hub") ? props.standards : undefined,
    rules: elsewhere.includes("config") ? props.rules : undefined,
    conformancePacks: elsewhere.includes("config") ? props.conformancePacks : undefined,
    configurationRoleArn: elsewhere.includes("config") ? props.configurationRoleArn : undefined,
    runtimeAgent: elsewhere.includes("guardduty") ? props.runtimeAgent : undefined,
  };
  for (const [prop, given] of Object.entries(contradictions)) {
    check.that(given === undefined, () => withoutFindings({ [prop]: given, runElsewhere: elsewhere }));
  }
}

function checkPacks(check: Checker, packs: readonly unknown[]): void {
  const names: unknown[] = [];
  for (const pack of packs) {
    const { name, templateS3Uri } = isJsonRecord(pack) ? pack : {};
    names.push(name);
    check.that(fits(name, PACK_NAME), () =>
      odd(
        "a conformance pack has a name that AWS Config does not take",
        name,
        "letters, digits and -, from a letter on",
      ),
    );
    check.that(fits(templateS3Uri, TEMPLATE), () =>
      odd("the template of a conformance pack lies where AWS Config cannot read it", templateS3Uri, "s3://bucket/key"),
    );
  }
  unique(check, "conformancePacks", names);
}

/** Records every name that there is not, and gives the list back. */
function known(check: Checker, prop: string, given: unknown, names: readonly string[]): readonly unknown[] {
  const list = givenList(check, prop, given);
  for (const name of list) {
    check.that(typeof name === "string" && names.includes(name), () => unknownName(prop, name, names));
  }
  unique(check, prop, list);
  return list;
}

function unique(check: Checker, prop: string, given: readonly unknown[]): void {
  const repeated = given.filter((value, index) => given.indexOf(value) !== index);
  check.that(repeated.length === 0, () => twice(prop, repeated));
}
