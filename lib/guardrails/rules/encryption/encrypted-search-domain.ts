import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const encryptedSearchDomain = guardrail({
  id: "encryption/encrypted-search-domain",
  title: "Every search domain is encrypted, at rest and between its nodes",
  severity: "high",
  why: "Search domains hold the logs of everything else, and what people forgot to keep out of them.",
  fix: "enable encryptAtRest and nodeToNodeEncryption",
  controls: { iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1"], nist: ["SC-8", "SC-28"] },
  aliases: ["CKV_AWS_5", "CKV_AWS_6", "AWS-0043", "AWS-0048"],
  subject: "resource",
  types: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
  check: ofMade(({ config }) =>
    judgements(
      expectAt(config, "encrypt_at_rest.enabled").toBe(true),
      expectAt(config, "node_to_node_encryption.enabled").toBe(true),
    ),
  ),
  examples: () => {
    const on = { enabled: true };
    const domain = (says: string, config: object) =>
      exampleOf(says, "aws_opensearch_domain", { encrypt_at_rest: on, node_to_node_encryption: on, ...config });
    return {
      pass: [domain("an encrypted domain", {})],
      fail: [
        exampleOf("an older domain that says nothing", "aws_elasticsearch_domain", {}),
        domain("nothing at rest", { encrypt_at_rest: null }),
        domain("nothing between nodes", { node_to_node_encryption: null }),
        domain("a no at rest", { encrypt_at_rest: { enabled: false } }),
        domain("a no between nodes", { node_to_node_encryption: { enabled: false } }),
      ],
      unknown: [domain("who decides later", { encrypt_at_rest: { enabled: "$" + "{var.encrypted}" } })],
    };
  },
});
