import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { exampleSessions, ofSessions } from "../logging/session-document";

export const sessionKey = guardrail({
  id: "encryption/session-key",
  title: "Sessions on machines are encrypted with a key of your own",
  severity: "medium",
  why: "With a key of its own, only who may use that key opens a session, and it can be taken from everyone at once.",
  fix: "set kmsKeyId in inputs, as a SessionManager does",
  controls: { soc2: ["CC6.1", "CC6.7"], iso27001: ["A.8.24"], pci: ["4.2.1"], nist: ["SC-8", "SC-13"] },
  aliases: ["CKV_AWS_112"],
  subject: "resource",
  types: ["aws_ssm_document"],
  check: ofSessions(({ kmsKeyId }) =>
    holds((kmsKeyId ?? "") !== "", () => fail(["content"], "inputs.kmsKeyId with a key of your own")),
  ),
  examples: () => ({
    pass: [exampleSessions("a key", { kmsKeyId: "$" + "{aws_kms_key.it.arn}" })],
    fail: [exampleSessions("none", {}), exampleSessions("an empty one", { kmsKeyId: "" })],
    unknown: [
      exampleOf("a document from elsewhere", "aws_ssm_document", {
        document_type: "Session",
        content: "$" + "{var.it}",
      }),
    ],
    notApplicable: [exampleSessions("a port that is passed on", {}, "Port")],
  }),
});
