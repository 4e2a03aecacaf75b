import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../core/json";
import type { SynthesizedResource } from "../synthesized-resource";
import { holdsReference, knownData, knownText } from "../terraform-text";
import { configurationTexts } from "../texts/configuration-texts";
import { unreadMaker } from "../texts/unread-texts";
import { policyDocument } from "../values/policy-document";
import { valueRules } from "../values/value-checks";
import { type PolicyStatement, policyStatement } from "./policy-statement";

/** An AWS policy document inside of a resource. */
export interface PolicyDocument {
  /** Argument that holds it, with block and element numbers: `policy`, `inline_policy[0].policy`. */
  readonly argument: string;
  /** The argument without numbers: `inline_policy.policy`. */
  readonly argumentName: string;
  /** Its text as far as it is known; undefined for a document written in blocks. */
  readonly text: string | undefined;
  /** The document as an object, or whatever the text is instead. */
  readonly document: unknown;
  /** What it says, one by one. */
  readonly statements: readonly PolicyStatement[];
}

/** An argument that takes a policy and whose text cannot be read before the apply. */
export interface UnreadPolicy {
  readonly argument: string;
}

/** What a resource holds in the way of policies. */
export interface PolicyDocuments {
  readonly read: readonly PolicyDocument[];
  readonly unread: readonly UnreadPolicy[];
}

/**
 * Texts that stand for no policy at all: the provider takes an empty one for none, and `{}` takes a policy away
 * (hashicorp/aws, documentation of aws_secretsmanager_secret and aws_sqs_queue, `policy`).
 */
const EMPTY_POLICIES: readonly string[] = ["", "{}"];

/**
 * Every policy document of an AWS resource or data source: arguments that are known to take one, any other text that
 * looks like one, and the blocks of `aws_iam_policy_document`.
 */
export function policyDocumentsOf(resource: SynthesizedResource): PolicyDocuments {
  const read: PolicyDocument[] = [];
  const unread: UnreadPolicy[] = [];
  if (!resource.type.startsWith("aws_")) return { read, unread };
  const blocks = resource.mode === "data" && resource.type === "aws_iam_policy_document";
  if (blocks) read.push(documentOfBlocks(resource.config));
  const rules = resource.mode === "resource" ? valueRules(resource.type) : {};
  for (const { argument, argumentName, text } of configurationTexts(resource.config)) {
    if (EMPTY_POLICIES.includes(text.trim()) && !resource.type.startsWith("aws_iam_")) continue;
    const expected = rules[argumentName] === policyDocument;
    if (!expected && !text.includes("Statement")) continue;
    const known = knownText(text);
    const document = parsed(known);
    if (expected ? document !== undefined || !holdsReference(known) : looksLikePolicy(document)) {
      read.push({ argument, argumentName, text: known, document, statements: statementsOf(document) });
    } else if (expected && unreadMaker(text) !== undefined) {
      unread.push({ argument });
    }
  }
  return { read, unread };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Other JSON may have a member of that name, and no other has statements that allow or deny actions. */
function looksLikePolicy(document: unknown): boolean {
  return (
    isJsonRecord(document) &&
    asList(document["Statement"]).some((entry) => isJsonRecord(entry) && ("Effect" in entry || "Action" in entry))
  );
}

function statementsOf(document: unknown): readonly PolicyStatement[] {
  return isJsonRecord(document) ? asList(document["Statement"]).filter(isJsonRecord).map(policyStatement) : [];
}

/** Elements of the policy language by the argument that writes them. */
const ELEMENTS: readonly (readonly [argument: string, element: string])[] = [
  ["sid", "Sid"],
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
];

/** The provider makes JSON of these blocks, in which `&{…}` stands for the policy variable `${…}`. */
function documentOfBlocks(config: JsonRecord): PolicyDocument {
  const statements = asList(config["statement"]).filter(isJsonRecord).map(statementOfBlock);
  const document = { Version: knownText(textAt(config, "version") ?? "2012-10-17"), Statement: statements };
  return {
    argument: "statement",
    argumentName: "statement",
    text: undefined,
    document,
    statements: statementsOf(document),
  };
}

function statementOfBlock(block: JsonRecord): JsonRecord {
  const known = recordAt(withVariables(knownData(block)));
  const statement: JsonRecord = { Effect: known["effect"] ?? "Allow" };
  for (const [argument, element] of ELEMENTS) {
    if (known[argument] !== undefined && known[argument] !== null) statement[element] = known[argument];
  }
  for (const [argument, element] of [
    ["principals", "Principal"],
    ["not_principals", "NotPrincipal"],
  ] as const) {
    const principals = asList(known[argument]).filter(isJsonRecord);
    if (principals.length > 0) statement[element] = principalsOf(principals);
  }
  const conditions = asList(known["condition"]).filter(isJsonRecord);
  if (conditions.length > 0) {
    const operators = new Map<string, JsonRecord>();
    for (const condition of conditions) {
      const operator = textAt(condition, "test") ?? "";
      const variable = textAt(condition, "variable") ?? "";
      operators.set(operator, { ...operators.get(operator), [variable]: condition["values"] });
    }
    statement["Condition"] = Object.fromEntries(operators);
  }
  return statement;
}

function principalsOf(blocks: readonly JsonRecord[]): unknown {
  const types = new Map<string, readonly unknown[]>();
  for (const block of blocks) {
    const type = textAt(block, "type") ?? "";
    types.set(type, [...(types.get(type) ?? []), ...asList(block["identifiers"])]);
  }
  return types.size === 1 && types.has("*") ? "*" : Object.fromEntries(types);
}

function withVariables(data: unknown): unknown {
  if (typeof data === "string") return data.replaceAll("&{", "$" + "{");
  if (Array.isArray(data)) return data.map(withVariables);
  if (!isJsonRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withVariables(value)]));
}
