import { policyDocument } from "../../sandbox/value-rules/policy-document";
import type { Examination } from "../examination";
import type { SynthesizedResource } from "../synthesized-resource";
import { checkActions } from "./iam-actions";
import { checkConditions } from "./iam-conditions";
import { iamDataName } from "./iam-data";
import { checkResources } from "./iam-resources";
import { type PolicyDocument, policyDocumentsOf } from "./policy-documents";
import { checkDocumentElements, checkStatementElements } from "./policy-elements";
import { POLICY_LANGUAGE_SOURCE } from "./policy-language";
import { checkLength } from "./policy-limits";

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
  const argument = resource.mode === "resource" ? `${resource.type}.${policy.argumentName}` : "";
  const shape = policyDocument(policy.text ?? JSON.stringify(policy.document));
  if (shape !== undefined) {
    examination.refuse({
      where,
      what: shape,
      doThis: "write a policy document that AWS takes",
      source: `${POLICY_LANGUAGE_SOURCE}, "Grammar of the IAM JSON policy language"`,
    });
  }
  if (policy.text !== undefined) checkLength(argument, policy.text, where, examination);
  checkDocumentElements(policy.document, where, examination);
  for (const statement of policy.statements) {
    const place = `${where}, statement ${statement.label}`;
    checkStatementElements(argument, statement, place, examination);
    const actions = checkActions(statement, place, examination);
    checkResources(statement, actions, place, examination);
    checkConditions(statement, actions, place, examination);
  }
}
