import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { isTlsPolicyOfToday, POLICY_BY_DEFAULT, POLICY_OF_TODAY } from "./tls-policies";

export const listenerTlsPolicy = guardrail({
  id: "encryption/listener-tls-policy",
  title: "Every listener with TLS takes version 1.2 and later alone",
  severity: "high",
  why: "Versions 1.0 and 1.1 have known flaws, and a listener that is not told otherwise takes both.",
  fix: `set sslPolicy to "${POLICY_OF_TODAY}"`,
  controls: { pci: ["4.2.1"], nist: ["SC-8"], soc2: ["CC6.7"] },
  aliases: ["CKV_AWS_103", "CKV2_AWS_74", "AWS-0047"],
  subject: "resource",
  types: ["aws_lb_listener", "aws_alb_listener"],
  check: ofMade(({ config }) => {
    if (config["protocol"] !== "HTTPS" && config["protocol"] !== "TLS") return undefined;
    return expectAt(config, "ssl_policy").toSatisfy(isTlsPolicyOfToday, `${POLICY_OF_TODAY}, or another of TLS 1.2`);
  }),
  examples: () => {
    const listener = (says: string, ssl_policy: string | undefined, protocol = "HTTPS") =>
      exampleOf(says, "aws_lb_listener", { protocol, ssl_policy: ssl_policy ?? null });
    return {
      pass: [
        listener("the policy of today", POLICY_OF_TODAY),
        listener("TLS 1.3 alone, of connections", "ELBSecurityPolicy-TLS13-1-3-2021-06", "TLS"),
        listener("an older one of TLS 1.2", "ELBSecurityPolicy-TLS-1-2-Ext-2018-06"),
        listener("one with forward secrecy", "ELBSecurityPolicy-FS-1-2-Res-2020-10"),
      ],
      fail: [
        listener("nothing said", undefined),
        listener("nothing said, of connections", undefined, "TLS"),
        exampleOf("nothing said, by the older name", "aws_alb_listener", { protocol: "HTTPS" }),
        listener("the default by name", POLICY_BY_DEFAULT),
        listener("TLS 1.3 and everything before", "ELBSecurityPolicy-TLS13-1-0-2021-06"),
        listener("forward secrecy from 1.1", "ELBSecurityPolicy-FS-1-1-2019-08"),
      ],
      unknown: [listener("who decides later", "$" + "{var.policy}")],
      notApplicable: [listener("plain HTTP, which is another rule's business", undefined, "HTTP")],
    };
  },
});
