import { isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import type { RuleExample } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { type Judgement, unknown } from "../../verdict";

/** Document of Session Manager with preferences of sessions (source: Systems Manager User Guide, "Session document schema"). */
const SESSION = "Session";

/** Sessions in a shell; those of another type carry a port or one command, and take no such preferences. */
const SHELL = "Standard_Stream";

/** A check of the preferences of sessions in a shell. What is in YAML, or not known before the apply, cannot be told. */
export function ofSessions(
  check: (inputs: JsonRecord) => Judgement,
): (resource: ResourceView) => Judgement | undefined {
  return ofMade(({ config }) => {
    if (config["document_type"] !== SESSION) return undefined;
    const document = parsed(config["content"]);
    if (document === undefined) return unknown(["content"], "the document cannot be read before the apply");
    return document["sessionType"] === SHELL ? check(recordAt(document, "inputs")) : undefined;
  });
}

function parsed(content: unknown): JsonRecord | undefined {
  try {
    const document: unknown = JSON.parse(String(content));
    return isJsonRecord(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** An example of a document with preferences. */
export function exampleSessions(
  says: string,
  inputs: JsonRecord,
  sessionType = SHELL,
  document_type = SESSION,
): RuleExample {
  const content = JSON.stringify({ schemaVersion: "1.0", sessionType, inputs });
  return exampleOf(says, "aws_ssm_document", { name: "it", document_type, content });
}
