import { type CtyRecord, type CtyValue, isCtyRecord, UNKNOWN } from "./cty-value";

/**
 * Values that need not be made up, since they follow from the configuration.
 *
 * @param type data source or resource type
 * @param value the object with its gaps; computed attributes are null or unknown
 */
export function withKnownAnswers(type: string, value: CtyValue): CtyValue {
  if (!isCtyRecord(value)) return value;
  // The cluster holds what was sent.
  if (type === "kubernetes_manifest" && value["object"] === UNKNOWN)
    return { ...value, object: value["manifest"] ?? null };
  if (type === "aws_iam_policy_document") return { ...value, ...policyDocument(value) };
  return value;
}

/** The JSON that the data source exists for. Documents it is told to merge are passed over. */
function policyDocument(value: CtyRecord): CtyRecord {
  const statements = bodies(value["statement"]).map((statement) => ({
    ...given("Sid", statement["sid"]),
    Effect: typeof statement["effect"] === "string" ? statement["effect"] : "Allow",
    ...given("Action", statement["actions"]),
    ...given("NotAction", statement["not_actions"]),
    ...given("Resource", statement["resources"]),
    ...given("NotResource", statement["not_resources"]),
    ...principals("Principal", statement["principals"]),
    ...principals("NotPrincipal", statement["not_principals"]),
    ...conditions(statement["condition"]),
  }));
  const version = typeof value["version"] === "string" ? value["version"] : "2012-10-17";
  const document = { Version: version, Statement: statements };
  return { json: JSON.stringify(document, null, 2), minified_json: JSON.stringify(document) };
}

function bodies(value: CtyValue | undefined): readonly CtyRecord[] {
  return Array.isArray(value) ? value.filter(isCtyRecord) : [];
}

function given(name: string, value: CtyValue | undefined): object {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return {};
  return { [name]: value };
}

function principals(name: string, value: CtyValue | undefined): object {
  const byType = bodies(value).map((body) => [String(body["type"]), body["identifiers"]]);
  return byType.length === 0 ? {} : { [name]: Object.fromEntries(byType) };
}

function conditions(value: CtyValue | undefined): object {
  const found = bodies(value);
  if (found.length === 0) return {};
  const byTest: { [test: string]: { [variable: string]: CtyValue } } = {};
  for (const { test, variable, values } of found) {
    byTest[String(test)] = { ...byTest[String(test)], [String(variable)]: values ?? null };
  }
  return { Condition: byTest };
}
