import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

const OLD = "Policy-Min-TLS-1-0-2019-07";

export const searchDomainHttps = guardrail({
  id: "encryption/search-domain-https",
  title: "Every search domain speaks TLS 1.2 or later, and nothing else",
  severity: "high",
  why: "Queries and answers, and the passwords that go with them, can otherwise be read on the way.",
  fix: 'set enforceHttps to true and tlsSecurityPolicy to "Policy-Min-TLS-1-2-PFS-2023-10"',
  controls: { iso27001: ["A.8.24"], pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_83", "CKV_AWS_228", "AWS-0046", "AWS-0126"],
  subject: "resource",
  types: ["aws_opensearch_domain", "aws_elasticsearch_domain"],
  check: ofMade(({ config }) =>
    judgements(
      expectAt(config, "domain_endpoint_options.enforce_https").toBe(true),
      expectAt(config, "domain_endpoint_options.tls_security_policy").notToBe(OLD, "not-applicable"),
    ),
  ),
  examples: () => {
    const domain = (says: string, domain_endpoint_options: object) =>
      exampleOf(says, "aws_opensearch_domain", { domain_endpoint_options });
    return {
      pass: [
        domain("HTTPS", { enforce_https: true }),
        domain("HTTPS of today", { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-2-2019-07" }),
      ],
      fail: [
        exampleOf("a domain that says nothing", "aws_elasticsearch_domain", { domain_name: "a" }),
        domain("plain HTTP", { enforce_https: false }),
        domain("HTTPS of yesterday", { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-0-2019-07" }),
      ],
      unknown: [domain("who decides later", { enforce_https: "$" + "{var.https}" })],
    };
  },
});
