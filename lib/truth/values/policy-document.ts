import { show } from "../../core/errors";
import { parse, type ValueRule } from "./rule";

/** The two versions of AWS's policy language. */
const VERSIONS = ["2012-10-17", "2008-10-17"];

/**
 * An AWS policy document: JSON with a version and statements that allow or deny something. AWS itself takes a document
 * without a version for one of 2008, in which policy variables are plain text; here that is a mistake.
 */
export const policyDocument: ValueRule = (value) => {
  const parsed = parse(value);
  if (parsed === undefined) return `${show(value)} is not JSON`;
  const document = parsed.value;
  if (!isObject(document)) return "a policy document is a JSON object";
  const version = document["Version"];
  if (typeof version !== "string" || !VERSIONS.includes(version)) {
    return `a policy document needs "Version": ${show(VERSIONS[0])}, got ${show(version)}`;
  }
  const statement = document["Statement"];
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  if (statement === undefined || statements.length === 0) return 'a policy document needs at least one "Statement"';
  for (const [index, entry] of statements.entries()) {
    const problem = statementProblem(entry);
    if (problem !== undefined) return `statement ${index} of the policy document ${problem}`;
  }
  return undefined;
};

function statementProblem(statement: unknown): string | undefined {
  if (!isObject(statement)) return "is not an object";
  const effect = statement["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return `needs "Effect": "Allow" or "Deny", got ${show(effect)}`;
  if (!("Action" in statement) && !("NotAction" in statement)) return 'names no "Action"';
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
