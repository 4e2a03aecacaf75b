import { asList } from "../../../core/json";
import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

const POLICY = "viewer_protocol_policy";

export const edgePlainHttp = guardrail({
  id: "encryption/edge-plain-http",
  title: "CloudFront serves nothing over plain HTTP",
  severity: "high",
  why: "Keys, addresses and answers can be read and changed on the way by everyone between the two ends.",
  fix: 'set viewerProtocolPolicy to "redirect-to-https" or "https-only"',
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_34", "AWS-0012"],
  subject: "resource",
  types: ["aws_cloudfront_distribution"],
  check: ofMade(({ config }) =>
    judgements(
      expectAt(config, ["default_cache_behavior", POLICY]).notToBe("allow-all"),
      ...asList(config["ordered_cache_behavior"]).map((_, index) =>
        expectAt(config, ["ordered_cache_behavior", index, POLICY]).notToBe("allow-all"),
      ),
    ),
  ),
  examples: () => {
    const distribution = (says: string, first: string, ...others: readonly string[]) =>
      exampleOf(says, "aws_cloudfront_distribution", {
        default_cache_behavior: { viewer_protocol_policy: first },
        ordered_cache_behavior: others.map((policy) => ({ viewer_protocol_policy: policy })),
      });
    return {
      pass: [distribution("a redirect", "redirect-to-https"), distribution("HTTPS alone", "https-only", "https-only")],
      fail: [
        distribution("plain HTTP", "allow-all"),
        distribution("plain HTTP on the second path", "https-only", "https-only", "allow-all"),
      ],
      unknown: [distribution("who decides later", "$" + "{var.policy}")],
    };
  },
});
