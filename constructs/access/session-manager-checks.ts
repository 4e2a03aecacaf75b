import type { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { givenList } from "../../lib/core/given";
import { isJsonRecord } from "../../lib/core/json";
import { checkTopic } from "../core/change-report";
import { logRetentionProblem } from "../core/encrypted-log-group";
import { RunAs } from "./run-as";
import type { SecondFactor, SessionGrant, SessionManagerProps, SessionWay } from "./session-manager-props";

/** Days that the log is kept unless somebody says so: a month more than audits ask for lets them look at the first in peace. */
export const LOG_DAYS = 400;
/** PCI DSS 10.5.1 asks for twelve months. */
const LEAST_LOG_DAYS = 365;
/** Minutes without a key press unless somebody says so. */
export const IDLE_MINUTES = 15;
/** Longest minutes unless somebody says so. */
export const LONGEST_MINUTES = 240;
/** Source: AWS Systems Manager User Guide, "Specify an idle session timeout value". */
const MOST_IDLE_MINUTES = 60;
/** Source: AWS Systems Manager User Guide, "Specify maximum session duration". */
const MOST_MINUTES = 1440;

/**
 * What a host without a way to the internet needs: Session Manager, the key of the session, and its log. The agent's older
 * channel, ec2messages, is no longer used.
 */
export const SESSION_ENDPOINTS = ["kms", "logs", "ssm", "ssmmessages"] as const;

const WAYS: readonly SessionWay[] = ["shell", "forward-port", "forward-remote-port"];
const SECOND_FACTORS: readonly SecondFactor[] = ["aws", "identity-provider"];
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
/** Without dots, as the bucket itself asks for. */
const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
/** Source: IAM User Guide, "IAM and AWS STS quotas". */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
/** Source: Amazon EC2 User Guide, "Tag restrictions", without the wildcards of policies. */
const TAG_KEY = /^(?!aws:)[\w .:/=+@-]{1,128}$/;
const TAG_VALUE = /^[\w .:/=+@-]{1,256}$/;

/** A problem of a prop. */
export function odd(what: string, got: unknown, allowed: string, doThis = "correct it"): Problem {
  return { what, got, allowed, doThis };
}

/** Whether it is a text of this form. */
export function fits(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

/** Checks the props of a session manager. */
export function checkSessionManager(check: Checker, props: SessionManagerProps): void {
  const { archive, idleMinutes = IDLE_MINUTES, logRetentionDays = LOG_DAYS, longestMinutes = LONGEST_MINUTES } = props;
  check.that(fits(props.region, REGION), () =>
    odd("the region is none", props.region, "a region such as eu-central-1"),
  );
  const retention = logRetentionProblem(logRetentionDays);
  if (retention !== undefined) check.add(retention);
  else check.that(logRetentionDays >= LEAST_LOG_DAYS, () => shortLog(logRetentionDays));
  checkMinutes(check, "idleMinutes", idleMinutes, MOST_IDLE_MINUTES);
  if (checkMinutes(check, "longestMinutes", longestMinutes, MOST_MINUTES)) {
    check.that(idleMinutes <= longestMinutes, () => idleOutlives(idleMinutes, longestMinutes));
  }
  if (archive !== undefined) checkArchive(check, archive);
  check.that(props.runAs === undefined || props.runAs instanceof RunAs, () =>
    odd("it is not said as whom sessions run", props.runAs, "RunAs.taggedUser(), RunAs.user(name), RunAs.ssmUser()"),
  );
  checkTopic(check, props.alarmTopicArn, "nobody hears when sessions are no longer written down");
  for (const network of givenList(check, "networks", props.networks)) checkReach(check, network);
}

function checkArchive(check: Checker, archive: unknown): void {
  const { bucketName, lockedDays } = isJsonRecord(archive) ? archive : {};
  check.that(fits(bucketName, BUCKET), () =>
    odd("copies of sessions have no bucket", bucketName, "a name such as acme-prod-sessions", "set archive.bucketName"),
  );
  check.that(typeof lockedDays === "number" && Number.isInteger(lockedDays) && lockedDays >= LEAST_LOG_DAYS, () =>
    odd("copies of sessions are not locked for as long as audits ask for", lockedDays, "365 days or more"),
  );
}

/** Checks that hosts of a network reach Session Manager. */
function checkReach(check: Checker, network: unknown): void {
  const { cidr, interfaceEndpoints, internetEgress } = isJsonRecord(network) ? network : {};
  if (
    !check.that(Array.isArray(interfaceEndpoints), () =>
      odd("networks holds what is no network", undefined, "a Network, or Network.fromAttributes(…)"),
    )
  ) {
    return;
  }
  const there: readonly unknown[] = Array.isArray(interfaceEndpoints) ? interfaceEndpoints : [];
  const missing = SESSION_ENDPOINTS.filter((endpoint) => !there.includes(endpoint));
  check.that(internetEgress === true || missing.length === 0, () =>
    odd(
      "hosts of a network could not reach Session Manager, and nobody could reach them",
      { network: cidr, missingEndpoints: missing },
      `a network with NAT, or with the interface endpoints ${SESSION_ENDPOINTS.join(", ")}`,
      "add the endpoints to the network",
    ),
  );
}

/** Checks whom a grant lets where. */
export function checkSessionGrant(check: Checker, grant: SessionGrant): void {
  const { hostTags, roleName, secondFactor = "aws" } = grant;
  const ways = givenList(check, "ways", grant.ways ?? ["shell"]);
  check.that(typeof roleName === "string" && (holdsToken(roleName) || ROLE_NAME.test(roleName)), () =>
    odd("sessions are granted to what is no role", roleName, "the name of an IAM role, not its ARN"),
  );
  const tags: readonly (readonly [string, unknown])[] = isJsonRecord(hostTags) ? Object.entries(hostTags) : [];
  check.that(tags.length > 0, () =>
    odd(
      "sessions are granted on every host of the account",
      hostTags,
      'one tag or more that a host has to have, such as { Environment: "prod", Role: "gateway" }',
      "name the tags that only the right hosts have",
    ),
  );
  for (const [key, value] of tags) {
    check.that(TAG_KEY.test(key) && fits(value, TAG_VALUE), () =>
      odd(
        "sessions are granted by a tag that is not written out",
        { [key]: value },
        "a key and a value in full, without wildcards and references",
        "write the tag as it stands on the hosts",
      ),
    );
  }
  check.that(ways.length > 0, () => odd("a grant of sessions has no way in", ways, WAYS.join(", ")));
  for (const way of ways) check.that(isOneOf(WAYS, way), () => unknownName("way", way, WAYS));
  check.that(isOneOf(SECOND_FACTORS, secondFactor), () => unknownName("second factor", secondFactor, SECOND_FACTORS));
}

function checkMinutes(check: Checker, field: string, got: number, most: number): boolean {
  return check.that(Number.isInteger(got) && got >= 1 && got <= most, () =>
    odd(`${field} is not a number of minutes that Session Manager takes`, got, `whole minutes, from 1 to ${most}`),
  );
}

function shortLog(got: number): Problem {
  return odd("the log of sessions is not kept for as long as audits ask for", got, `at least ${LEAST_LOG_DAYS} days`);
}

function idleOutlives(idleMinutes: number, longestMinutes: number): Problem {
  return odd(
    "a session would end before it has been idle for long enough",
    { idleMinutes, longestMinutes },
    "idleMinutes of at most longestMinutes",
  );
}

function isOneOf(known: readonly string[], given: unknown): boolean {
  return typeof given === "string" && known.includes(given);
}

function unknownName(what: string, got: unknown, known: readonly string[]): Problem {
  const [closest = known.join(", ")] = closestNames(String(got), known);
  return { what: `there is no such ${what}`, got, allowed: known.join(", "), doThis: `write ${closest}` };
}
