import { closestNames } from "../../core/closest-names";
import type { Examination } from "../examination";
import { holdsReference } from "../terraform-text";
import { type Vouched, vouchingText } from "../vouched";
import { globsMeet, policyGlob, referenceGlob } from "./glob";
import type { StatementActions } from "./iam-actions";
import {
  globalConditionKeys,
  iamDataDate,
  iamDataName,
  iamDataSource,
  iamService,
  servicesOfConditionKey,
} from "./iam-data";
import { POLICY_LANGUAGE, POLICY_LANGUAGE_SOURCE } from "./policy-language";
import type { PolicyStatement } from "./policy-statement";

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: readonly string[] = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
  "Null",
];

/** What may stand around an operator: how a key with many values is compared, and what a missing key means. */
const AROUND_OPERATOR = /^(?:ForAllValues:|ForAnyValue:)?(.*?)(?:IfExists)?$/i;

/** What stands behind the host of any identity provider: IAM User Guide, "Available keys for AWS OIDC federation". */
const FEDERATED_KEYS: readonly string[] = ["amr", "aud", "email", "oaud", "sub"];

/** What policies of AWS IoT compare and no service reference lists: AWS IoT Developer Guide, "Thing policy variables" and those beside it. */
const DEVICE_KEY = /^iot:(?:connection\.thing\.|certificate\.|clientid$)/;

/** Global keys that no reference lists and AWS's own managed policies compare: AWSSSOServiceRolePolicy. */
const UNLISTED_KEYS: readonly string[] = ["aws:principalorgmasteraccountid"];

/** What the examination of one statement hands on. */
interface Place {
  readonly where: string;
  readonly examination: Examination;
  readonly vouched: Vouched;
}

/** Checks that operators and keys of a statement's conditions exist, and that a key says something of its actions. */
export function checkConditions(
  statement: PolicyStatement,
  actions: StatementActions,
  where: string,
  examination: Examination,
  vouched: Vouched,
): void {
  const place = { where, examination, vouched };
  for (const operator of new Set(statement.conditions.map((condition) => condition.operator))) {
    checkOperator(operator, place);
  }
  for (const key of new Set(statement.conditions.map((condition) => condition.key))) {
    checkKey(key, actions, place);
  }
}

function checkOperator(operator: string, { where, examination, vouched }: Place): void {
  if (holdsReference(operator)) return;
  const bare = AROUND_OPERATOR.exec(operator)?.[1] ?? operator;
  const fact = { kind: "IAM name", of: POLICY_LANGUAGE, name: `condition operator ${bare}` } as const;
  const exists = OPERATORS.some((known) => known.toLowerCase() === bare.toLowerCase());
  if (!exists && vouched.lets(fact.name)) {
    examination.unchecked(fact);
    return;
  }
  examination.checked(fact);
  if (exists) return;
  examination.refuse({
    where,
    what: `the ${POLICY_LANGUAGE} has no condition operator ${operator}`,
    got: operator,
    allowed: `the closest are ${closestNames(bare, OPERATORS).join(", ")}`,
    doThis: `compare with an operator that exists; if AWS has it: ${vouchingText(fact.name)}`,
    source: `${POLICY_LANGUAGE_SOURCE}, "Condition operators"`,
  });
}

function checkKey(key: string, actions: StatementActions, { where, examination, vouched }: Place): void {
  const glob = policyGlob(key).toLowerCase();
  const prefix = glob.split(":", 1)[0] ?? "";
  if (/[*?]/.test(prefix)) return;
  if (DEVICE_KEY.test(glob) || UNLISTED_KEYS.includes(glob)) {
    examination.unchecked({ kind: "IAM name", of: iamDataName(), name: `condition key ${key}` });
    return;
  }
  const carried = new Set(actions.named.flatMap(({ action }) => action.conditionKeys));
  const defined = servicesOfConditionKey(prefix).flatMap((name) => iamService(name)?.conditionKeys ?? []);
  const known = new Set([...globalConditionKeys(), ...carried, ...defined]);
  const found = matching(glob, known);
  if (found === undefined && prefix.includes(".")) {
    const claim = glob.slice(prefix.length + 1);
    if (FEDERATED_KEYS.includes(claim)) {
      examination.checked({ kind: "IAM name", of: POLICY_LANGUAGE, name: `condition key ${key}` });
      return;
    }
    // AWS lists more claims for a few providers only.
    if (![...known].some((template) => template.toLowerCase().startsWith(`${prefix}:`))) {
      examination.unchecked({ kind: "IAM name", of: iamDataName(), name: `condition key ${key}` });
      return;
    }
  }
  const own = `condition key ${key}`;
  if (found === undefined && vouched.lets(own)) {
    examination.unchecked({ kind: "IAM name", of: iamDataName(), name: own });
    return;
  }
  const name = found?.replace(/\/(?:tag-key)?$/, "/$" + "{TagKey}") ?? key;
  examination.checked({ kind: "IAM name", of: iamDataName(), name: `condition key ${name}` });
  if (found === undefined) {
    examination.refuse({
      where,
      what: `IAM of ${iamDataDate()} has no condition key ${key}`,
      got: key,
      allowed: `the closest are ${closestNames(key, known).join(", ")}`,
      doThis: `compare a key that exists; if AWS has it: ${vouchingText(own)}`,
      source: iamDataSource(),
    });
    return;
  }
  // Global keys may come with any request. A service's own key comes only with requests it is listed for.
  if (!actions.complete || actions.named.length === 0 || glob.startsWith("aws:")) return;
  if (matching(glob, carried) !== undefined || globalConditionKeys().includes(found)) return;
  if (vouched.lets(own)) return;
  const problem = {
    where,
    what: `the condition key ${name} comes with no request of the statement's actions, says IAM of ${iamDataDate()}`,
    got: key,
    allowed: `keys such as ${closestNames(key, carried).join(", ")}`,
    doThis: `compare a key that these actions carry, or move it to the statement it belongs to; if they carry it: ${vouchingText(own)}`,
    source: iamDataSource(),
  };
  // A service's list may lack a key of its own. It does not lack a whole other service.
  if (actions.named.some(({ service }) => service.prefix === prefix)) examination.warn(problem);
  else examination.refuse(problem);
}

function matching(glob: string, templates: ReadonlySet<string>): string | undefined {
  return [...templates].find((template) => globsMeet(glob, referenceGlob(template).toLowerCase()));
}
