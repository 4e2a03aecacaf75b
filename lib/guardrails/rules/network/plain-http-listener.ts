import type { JsonRecord } from "../../../core/json";
import { example, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { type FieldPath, fail, PASS, unknown } from "../../verdict";

const BALANCERS = ["aws_lb", "aws_alb"];

const STATUS = ["default_action", "fixed_response", "status_code"];
const REFUSAL = /^[45]/;

export const plainHttpListener = guardrail({
  id: "network/plain-http-listener",
  title: "No load balancer on the internet serves plain HTTP",
  severity: "high",
  why: "Keys, addresses and answers can be read and changed on the way by everyone between the two ends.",
  fix: "redirect the listener to HTTPS, or remove it; Exposure.publicTls listens on HTTPS alone",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_2", "CKV2_AWS_20", "AWS-0054"],
  subject: "resource",
  types: ["aws_lb_listener", "aws_alb_listener"],
  check: ofMade(({ stack, config, raw }) => {
    if (textOf(config, ["protocol"]) !== "HTTP") return undefined;
    const action = textOf(config, ["default_action", "type"]);
    if (action === "fixed-response" && REFUSAL.test(String(textOf(config, STATUS)))) return PASS;
    if (action === "redirect" && textOf(config, ["default_action", "redirect", "protocol"]) === "HTTPS") return PASS;
    const balancer = stack.references.from(raw["load_balancer_arn"]).find(({ type }) => BALANCERS.includes(type));
    if (balancer === undefined) return unknown(["load_balancer_arn"], "its load balancer stands in another stack");
    const isInternal = read(balancer.config, ["internal"]);
    if (isInternal.state === "unknown" || balancer.mode === "data") return unknown(["load_balancer_arn"]);
    if (isInternal.state === "known" && isInternal.value === true) return undefined;
    return fail(["default_action"], "a redirect to HTTPS", action);
  }),
  examples: () => {
    const listener = (says: string, more: JsonRecord, balancer: JsonRecord = {}) =>
      exampleOf(
        says,
        "aws_lb_listener",
        { protocol: "HTTP", port: 80, load_balancer_arn: "$" + "{aws_lb.it.arn}", ...more },
        { aws_lb: { it: balancer } },
      );
    const forward = { default_action: [{ type: "forward", target_group_arn: "arn" }] };
    const redirect = (protocol: string) => ({ default_action: { type: "redirect", redirect: { protocol } } });
    return {
      pass: [
        listener("a redirect to HTTPS", redirect("HTTPS")),
        listener("a refusal", { default_action: { type: "fixed-response", fixed_response: { status_code: "403" } } }),
      ],
      fail: [
        listener("a forward", forward),
        listener("a forward of one that says it is on the internet", forward, { internal: false }),
        example("the same under older names", {
          aws_alb_listener: { it: { protocol: "HTTP", load_balancer_arn: "$" + "{aws_alb.it.arn}", ...forward } },
          aws_alb: { it: {} },
        }),
        listener("an answer", { default_action: { type: "fixed-response", fixed_response: { status_code: "200" } } }),
        listener("a redirect to another port", redirect("HTTP")),
        listener("a redirect to the same protocol", redirect("#{protocol}")),
      ],
      unknown: [
        listener("a load balancer of another stack", { ...forward, load_balancer_arn: "$" + "{var.arn}" }),
        listener("who decides later", forward, { internal: "$" + "{var.is_internal}" }),
        example(
          "a load balancer that is read",
          { aws_lb_listener: { it: { protocol: "HTTP", load_balancer_arn: "$" + "{data.aws_lb.it.arn}" } } },
          { aws_lb: { it: { name: "front" } } },
        ),
      ],
      notApplicable: [
        listener("HTTPS", { protocol: "HTTPS" }),
        listener("a forward inside", forward, { internal: true }),
        listener("a protocol that is given later", { protocol: "$" + "{var.protocol}" }),
      ],
    };
  },
});

function textOf(config: JsonRecord, path: FieldPath): unknown {
  const found = read(config, path);
  return found.state === "known" ? found.value : undefined;
}
