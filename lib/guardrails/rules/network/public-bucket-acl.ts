import { asList, recordAt, textAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, PASS } from "../../verdict";

const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const EVERYONE = /\/(AllUsers|AuthenticatedUsers)$/;

export const publicBucketAcl = guardrail({
  id: "network/public-bucket-acl",
  title: "No bucket is published by its ACL",
  severity: "high",
  why: "Everyone, or everyone with any AWS account, can list and fetch what such a bucket holds.",
  fix: "leave out the ACL, and publish through CloudFront what has to be public",
  controls: {
    soc2: ["CC6.1"],
    iso27001: ["A.8.1"],
    pci: ["1.2.8", "1.4.2"],
    nist: ["AC-3", "SC-7"],
    cisAws: ["3.1.4"],
  },
  aliases: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "AWS-0092"],
  subject: "resource",
  types: ["aws_s3_bucket", "aws_s3_bucket_acl"],
  check: ofMade(({ config }) =>
    judgements(
      expectAt(config, "acl").toSatisfy(
        (acl) => !PUBLIC_ACLS.some((open) => open === acl),
        "private, or no ACL at all",
        "not-applicable",
      ),
      ...asList(recordAt(asList(config["access_control_policy"])[0])["grant"]).map((grant, index) => {
        const group = textAt(asList(recordAt(grant)["grantee"])[0], "uri") ?? "";
        const at = ["access_control_policy", "grant", index, "grantee", "uri"];
        return EVERYONE.test(group) ? fail(at, "accounts by name", group) : PASS;
      }),
    ),
  ),
  examples: () => {
    const granted = (says: string, grantee: object) =>
      exampleOf(says, "aws_s3_bucket_acl", { access_control_policy: [{ grant: [{ grantee: [grantee] }] }] });
    const groups = "http://acs.amazonaws.com/groups";
    return {
      pass: [
        exampleOf("a private bucket", "aws_s3_bucket_acl", { acl: "private" }),
        granted("the group that writes logs", { uri: `${groups}/s3/LogDelivery` }),
        granted("one account", { id: "111111111111" }),
      ],
      fail: [
        ...["public-read", "public-read-write", "authenticated-read"].map((acl) =>
          exampleOf(`a bucket that is ${acl}`, "aws_s3_bucket_acl", { acl }),
        ),
        exampleOf("an older bucket that says it itself", "aws_s3_bucket", { acl: "public-read" }),
        granted("everyone", { uri: `${groups}/global/AllUsers` }),
        granted("everyone with an account", { uri: `${groups}/global/AuthenticatedUsers` }),
      ],
      unknown: [exampleOf("an ACL that is given later", "aws_s3_bucket_acl", { acl: "$" + "{var.acl}" })],
      notApplicable: [exampleOf("a bucket that says nothing", "aws_s3_bucket", { bucket: "b" })],
    };
  },
});
