import { closestNames } from "../../core/closest-names";
import type { Problem } from "../../core/errors";
import { asList, isJsonRecord } from "../../core/json";
import type { Examination } from "../examination";
import { holdsReference } from "../terraform-text";
import { type Vouched, vouchingText } from "../vouched";
import { POLICY_LANGUAGE, POLICY_LANGUAGE_SOURCE } from "./policy-language";
import type { PolicyPrincipals, PolicyStatement } from "./policy-statement";

const DOCUMENT_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"];

/** botocore 1.44.5, data/partitions.json. Another of AWS's own begins the same way. */
const PARTITIONS = ["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"];

/** Arguments whose policy says what its bearer may do. */
const IDENTITY_POLICIES: readonly string[] = [
  "aws_iam_policy.policy",
  "aws_iam_role_policy.policy",
  "aws_iam_user_policy.policy",
  "aws_iam_group_policy.policy",
  "aws_iam_role.inline_policy.policy",
];
const TRUST_POLICY = "aws_iam_role.assume_role_policy";

/**
 * A service's name as a principal: `ec2.amazonaws.com`, `ec2.amazonaws.com.cn`, `alexa-appkit.amazon.com`. The endings
 * are those of AWS's partitions (botocore 1.44.5, data/partitions.json: dnsSuffix), isolated ones included.
 */
const SERVICE_PRINCIPAL =
  /^[a-z0-9][a-z0-9.-]*\.(?:amazonaws\.com(?:\.cn)?|amazon\.com|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** Checks that a document has no element that the language does not know. */
export function checkDocumentElements(document: unknown, where: string, examination: Examination): void {
  for (const name of isJsonRecord(document) ? Object.keys(document) : []) {
    if (!DOCUMENT_ELEMENTS.includes(name) && !holdsReference(name))
      examination.refuse(unknownElement(name, DOCUMENT_ELEMENTS, where));
  }
}

/**
 * Checks that the elements of a statement exist, belong into such a policy and have the form they must have.
 *
 * @param argument type and argument that hold the policy: `aws_iam_role.assume_role_policy`
 */
export function checkStatementElements(
  argument: string,
  statement: PolicyStatement,
  where: string,
  examination: Examination,
  vouched: Vouched,
): void {
  const names = Object.keys(statement.elements);
  for (const name of names) {
    if (!STATEMENT_ELEMENTS.includes(name) && !holdsReference(name))
      examination.refuse(unknownElement(name, STATEMENT_ELEMENTS, where));
  }
  for (const principals of statement.principals) checkPrincipals(principals, where, examination, vouched);
  const stated = (...elements: readonly string[]) => elements.find((element) => names.includes(element));
  if (argument === TRUST_POLICY) {
    const resource = stated("Resource", "NotResource");
    if (resource !== undefined) examination.refuse(misplaced(resource, "a trust policy", "Principal", where));
  }
  if (!IDENTITY_POLICIES.includes(argument)) return;
  const principal = stated("Principal", "NotPrincipal");
  if (principal !== undefined) examination.refuse(misplaced(principal, "an identity's policy", "Resource", where));
  if (stated("Resource", "NotResource") === undefined) {
    examination.refuse({
      where,
      what: "a statement of an identity's policy needs a Resource",
      allowed: 'ARNs, or "*"',
      doThis: "say which resources the actions are for",
      source: `${POLICY_LANGUAGE_SOURCE}, "Grammar of the IAM JSON policy language"`,
    });
  }
  checkSid(statement, where, examination);
  for (const resource of statement.resources) {
    checkForm(resource, where, examination);
    checkPartition(resource, where, examination);
  }
}

function checkPrincipals(
  { type, names }: PolicyPrincipals,
  where: string,
  examination: Examination,
  vouched: Vouched,
): void {
  if (type !== "*" && !holdsReference(type) && !PRINCIPAL_TYPES.includes(type)) {
    examination.refuse({
      where,
      what: `the ${POLICY_LANGUAGE} has no principal of type ${type}`,
      got: type,
      allowed: `the closest are ${closestNames(type, PRINCIPAL_TYPES).join(", ")}`,
      doThis: "name a type of principal that exists",
      source: `${POLICY_LANGUAGE_SOURCE}, "Principal"`,
    });
  }
  for (const name of type === "Service" ? names : []) {
    if (name === "*" || holdsReference(name) || SERVICE_PRINCIPAL.test(name)) continue;
    const own = `principal ${name}`;
    if (vouched.lets(own)) {
      examination.unchecked({ kind: "IAM name", of: POLICY_LANGUAGE, name: own });
      continue;
    }
    examination.refuse({
      where,
      what: `${name} is not the name of an AWS service as a principal`,
      got: name,
      allowed: "names such as ec2.amazonaws.com and pods.eks.amazonaws.com",
      doThis: `take the name from the service's own documentation; if it has this one: ${vouchingText(own)}`,
      source: `${POLICY_LANGUAGE_SOURCE}, "AWS service principals"`,
    });
  }
}

/** Bucket and key policies allow more in a `Sid`; those of IAM do not. */
function checkSid({ elements }: PolicyStatement, where: string, examination: Examination): void {
  for (const sid of asList(elements["Sid"])) {
    if (typeof sid !== "string" || holdsReference(sid) || /^[A-Za-z0-9]*$/.test(sid)) continue;
    examination.refuse({
      where,
      what: "the Sid of a statement in IAM has letters and digits only",
      got: sid,
      allowed: "A-Z, a-z and 0-9",
      doThis: `write ${sid.replaceAll(/[^A-Za-z0-9]/g, "") || "a name"}`,
      source: `${POLICY_LANGUAGE_SOURCE}, "Sid"`,
    });
  }
}

function checkForm(resource: string, where: string, examination: Examination): void {
  if (resource === "*" || holdsReference(resource) || /^(?:arn|\*|\$\{)/.test(resource)) return;
  examination.refuse({
    where,
    what: "a resource is named by its ARN",
    got: resource,
    allowed: 'ARNs such as arn:aws:s3:::bucket, or "*"',
    doThis: "write the resource's ARN",
    source: `${POLICY_LANGUAGE_SOURCE}, "Resource"`,
  });
}

/** IAM itself refuses a partition that it does not know. */
function checkPartition(resource: string, where: string, examination: Examination): void {
  const [, partition] = /^arn:([^:*?$]+):/.exec(resource) ?? [];
  if (partition === undefined || holdsReference(partition) || /^aws(?:-[a-z]+)*$/.test(partition)) return;
  examination.refuse({
    where,
    what: `AWS has no partition ${partition}`,
    got: resource,
    allowed: `the closest are ${closestNames(partition, PARTITIONS).join(", ")}`,
    doThis: "correct the ARN",
    source: "botocore 1.44.5, data/partitions.json",
  });
}

function unknownElement(name: string, known: readonly string[], where: string): Problem {
  return {
    where,
    what: `the ${POLICY_LANGUAGE} has no element ${name} there`,
    got: name,
    allowed: `the closest are ${closestNames(name, known).join(", ")}`,
    doThis: "correct the name, or leave the element out",
    source: `${POLICY_LANGUAGE_SOURCE}, "Grammar of the IAM JSON policy language"`,
  };
}

function misplaced(name: string, policy: string, instead: string, where: string): Problem {
  return {
    where,
    what: `${policy} has no ${name}`,
    allowed: `${instead} is what such a statement is about`,
    doThis: `leave ${name} out`,
    source: `${POLICY_LANGUAGE_SOURCE}, "Grammar of the IAM JSON policy language"`,
  };
}
