import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";

const OF_TODAY = /^TLSv1\.[23]_/;

export const edgeTls = guardrail({
  id: "encryption/edge-tls",
  title: "CloudFront and API Gateway take TLS 1.2 and later alone under names of one's own",
  severity: "high",
  why: "Versions 1.0 and 1.1 have known flaws, and CloudFront takes both when nobody says otherwise.",
  fix: 'set minimumProtocolVersion to "TLSv1.2_2021", or securityPolicy to "TLS_1_2"',
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_174", "CKV_AWS_206", "AWS-0005", "AWS-0013"],
  subject: "resource",
  types: ["aws_cloudfront_distribution", "aws_api_gateway_domain_name"],
  check: ofMade(({ type, config }) => {
    if (type === "aws_api_gateway_domain_name") {
      return expectAt(config, "security_policy").notToBe("TLS_1_0", "not-applicable");
    }
    // The name that CloudFront gives has a certificate, and a policy, of its own.
    const isOfAws = read(config, ["viewer_certificate", "cloudfront_default_certificate"]);
    if (isOfAws.state === "known" && isOfAws.value === true) return undefined;
    return expectAt(config, "viewer_certificate.minimum_protocol_version").toSatisfy(
      (version) => OF_TODAY.test(String(version)),
      "TLSv1.2_2021 or later",
    );
  }),
  examples: () => {
    const distribution = (says: string, viewer_certificate: object) =>
      exampleOf(says, "aws_cloudfront_distribution", { viewer_certificate });
    const domain = (says: string, config: object) =>
      exampleOf(says, "aws_api_gateway_domain_name", { domain_name: "a.example.org", ...config });
    return {
      pass: [
        distribution("TLS 1.2", { acm_certificate_arn: "arn", minimum_protocol_version: "TLSv1.2_2021" }),
        distribution("TLS 1.3", { cloudfront_default_certificate: false, minimum_protocol_version: "TLSv1.3_2025" }),
        domain("TLS 1.2 of an API", { security_policy: "TLS_1_2" }),
      ],
      fail: [
        distribution("nothing said", { acm_certificate_arn: "arn" }),
        distribution("TLS 1.1", { minimum_protocol_version: "TLSv1.1_2016" }),
        domain("TLS 1.0 of an API", { security_policy: "TLS_1_0" }),
      ],
      unknown: [distribution("who decides later", { minimum_protocol_version: "$" + "{var.version}" })],
      notApplicable: [
        distribution("the name that CloudFront gives", { cloudfront_default_certificate: true }),
        domain("an API that says nothing", {}),
      ],
    };
  },
});
