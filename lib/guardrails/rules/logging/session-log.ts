import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { exampleSessions, ofSessions } from "./session-document";

/** Where sessions are written down, each with the switch that lets nothing be written there in clear. */
const LOGS = { s3BucketName: "s3EncryptionEnabled", cloudWatchLogGroupName: "cloudWatchEncryptionEnabled" };

export const sessionLog = guardrail({
  id: "logging/session-log",
  title: "Sessions on machines are written down, to an encrypted place",
  severity: "medium",
  why: "What a person did on a machine nobody can tell afterwards, or everybody can who may read the bucket.",
  fix: "set s3BucketName or cloudWatchLogGroupName in inputs, and the switch of its encryption, as a SessionManager does",
  controls: { soc2: ["CC7.2", "CC7.3"], iso27001: ["A.8.15"], pci: ["10.2.1"], nist: ["AU-2", "AU-12"] },
  aliases: ["CKV_AWS_113"],
  subject: "resource",
  types: ["aws_ssm_document"],
  check: ofSessions((inputs) => {
    const used = Object.entries(LOGS).filter(([log]) => (inputs[log] ?? "") !== "");
    const open = used.find(([, encryption]) => inputs[encryption] !== true);
    if (open !== undefined) return fail(["content"], `inputs.${open[1]}: true`);
    return holds(used.length > 0, () => fail(["content"], "inputs.s3BucketName or inputs.cloudWatchLogGroupName"));
  }),
  examples: () => ({
    pass: [
      exampleSessions("a bucket", { s3BucketName: "$" + "{aws_s3_bucket.it.bucket}", s3EncryptionEnabled: true }),
      exampleSessions("a log group", { cloudWatchLogGroupName: "/sessions", cloudWatchEncryptionEnabled: true }),
    ],
    fail: [
      exampleSessions("nowhere", {}),
      exampleSessions("nowhere, said", { s3BucketName: "", cloudWatchLogGroupName: "" }),
      exampleSessions("a bucket in clear", { s3BucketName: "sessions", s3EncryptionEnabled: false }),
      exampleSessions("a log group in clear beside a bucket", {
        s3BucketName: "sessions",
        s3EncryptionEnabled: true,
        cloudWatchLogGroupName: "/sessions",
      }),
    ],
    unknown: [
      exampleOf("a document from elsewhere", "aws_ssm_document", {
        document_type: "Session",
        content: "$" + "{var.it}",
      }),
    ],
    notApplicable: [
      exampleSessions("a port that is passed on", {}, "Port"),
      exampleSessions("a document of another kind", {}, "Standard_Stream", "Command"),
    ],
  }),
});
