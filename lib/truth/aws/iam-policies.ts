import { asList, isJsonRecord, recordAt } from "../../core/json";
import type { Examination } from "../examination";
import type { SynthesizedResource } from "../synthesized-resource";
import { holdsReference } from "../terraform-text";
import { policyDocument } from "../values/policy-document";
import { Vouched } from "../vouched";
import { checkActions } from "./iam-actions";
import { checkConditions } from "./iam-conditions";
import { iamDataName } from "./iam-data";
import { checkResources } from "./iam-resources";
import { type PolicyDocument, policyDocumentsOf } from "./policy-documents";
import { checkDocumentElements, checkStatementElements } from "./policy-elements";
import { POLICY_LANGUAGE_SOURCE } from "./policy-language";
import { checkLength } from "./policy-limits";

const LANGUAGE_VERSION = "2012-10-17";

/**
 * Every AWS policy of a stack against AWS's service reference: actions, resource types and condition keys exist and
 * belong together, wildcards are shown for what they stand for, elements and lengths are such as AWS takes.
 */
export function examineIamPolicies(resource: SynthesizedResource, examination: Examination): void {
  const { read, unread } = policyDocumentsOf(resource);
  for (const { argument } of unread) {
    examination.unchecked({ kind: "IAM name", of: iamDataName(), name: `${resource.address}.${argument}` });
  }
  for (const document of read) examineDocument(resource, document, examination);
}

function examineDocument(resource: SynthesizedResource, policy: PolicyDocument, examination: Examination): void {
  const where = `${resource.path}, ${policy.argument}`;
  const vouched = Vouched.of(resource);
  const argument = resource.mode === "resource" ? `${resource.type}.${policy.argumentName}` : "";
  checkShape(policy, where, examination);
  if (policy.text !== undefined) checkLength(argument, policy.text, where, examination);
  checkDocumentElements(policy.document, where, examination);
  for (const statement of policy.statements) {
    const place = `${where}, statement ${statement.label}`;
    checkStatementElements(argument, statement, place, examination, vouched);
    const actions = checkActions(statement, place, examination, vouched);
    checkResources(statement, actions, place, examination, vouched);
    checkConditions(statement, actions, place, examination, vouched);
  }
}

/** Checks that a document has the form of a policy. What is not known before the apply is taken to be right. */
function checkShape({ document, text }: PolicyDocument, where: string, examination: Examination): void {
  const known = judgeable(document);
  const unwritten = isJsonRecord(known) && asList(known["Statement"]).length === 0;
  // All of a document may be unknown. Blocks may stand in for others, come from elsewhere, or be made from a list.
  if (isJsonRecord(document) && (known === undefined || (text === undefined && unwritten))) return;
  const shape = policyDocument(document === undefined ? (text ?? "") : JSON.stringify(known));
  if (shape !== undefined) {
    examination.refuse({
      where,
      what: shape,
      doThis: "write a policy document that AWS takes",
      source: `${POLICY_LANGUAGE_SOURCE}, "Grammar of the IAM JSON policy language"`,
    });
  } else if (recordAt(document)["Version"] === undefined) {
    examination.warn({
      where,
      what: "the policy document names no Version, so that AWS takes it for one of 2008, where variables are plain text",
      allowed: '"Version": "2012-10-17"',
      doThis: "add the version",
      source: `${POLICY_LANGUAGE_SOURCE}, "Version"`,
    });
  }
}

/** A document with something that would do in place of what is not known yet. */
function judgeable(document: unknown): unknown {
  if (!isJsonRecord(document)) return document;
  const { Version, Statement, ...others } = document;
  const statements = asList(Statement);
  const known = statements.filter((entry) => !isUnknown(entry)).map(withKnownEffect);
  if (known.length === 0 && statements.length > 0) return undefined;
  return {
    ...others,
    Version: Version === undefined || isUnknown(Version) ? LANGUAGE_VERSION : Version,
    ...(Statement === undefined ? {} : { Statement: known }),
  };
}

function withKnownEffect(statement: unknown): unknown {
  return isJsonRecord(statement) && isUnknown(statement["Effect"]) ? { ...statement, Effect: "Allow" } : statement;
}

function isUnknown(value: unknown): boolean {
  return typeof value === "string" && holdsReference(value);
}
