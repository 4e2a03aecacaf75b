import { WebFirewall, type WebFirewallProps } from "../../../constructs/network";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";

const firewall = (props: Partial<WebFirewallProps> = {}): SynthesizedJson =>
  synthStack((stack) => {
    new WebFirewall(stack, "edge", { region: "eu-central-1", ...props });
  });

const acl = (json: SynthesizedJson): Json => only(json.resource["aws_wafv2_web_acl"]);

describe("a web firewall", () => {
  it("refuses an address that asks too often, and says that it does", () => {
    const [rate] = acl(firewall({ requestsPerMinutePerAddress: 600 })).rule;
    expect(rate).toMatchObject({
      priority: 0,
      action: { block: { custom_response: { response_code: 429 } } },
      statement: { rate_based_statement: { limit: 600, aggregate_key_type: "IP", evaluation_window_sec: 60 } },
    });
  });

  it("refuses what AWS knows as bad, and leaves out the rules that refuse long bodies", () => {
    const groups = acl(firewall()).rule.flatMap(
      (rule: Json) => rule.statement.managed_rule_group_statement?.name ?? [],
    );
    expect(groups).toEqual(["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet"]);
  });

  it("gives every rule a priority of its own", () => {
    const priorities = acl(firewall()).rule.map((rule: Json) => rule.priority);
    expect(new Set(priorities).size).toBe(priorities.length);
  });

  it("writes down what it refused, encrypted and without the headers that hold secrets", () => {
    const json = firewall({ name: "prod-rpc", secretHeaders: ["X-Key"] });
    const group = only(json.resource["aws_cloudwatch_log_group"]);
    expect(group).toMatchObject({ name: "aws-waf-logs-prod-rpc", retention_in_days: 365 });
    expect(group.kms_key_id).toMatch(/^\$\{aws_kms_key\./);
    expect(only(json.resource["aws_wafv2_web_acl_logging_configuration"])).toMatchObject({
      redacted_fields: [{ single_header: { name: "x-key" } }],
      logging_filter: { default_behavior: "DROP", filter: [{ behavior: "KEEP" }] },
    });
  });

  it("names everything that is wrong with its props at once", () => {
    const days: number = 42;
    const props: Partial<WebFirewallProps> = JSON.parse(
      JSON.stringify({ requestsPerMinutePerAddress: 9, logRetentionDays: days }),
    );
    expect(() => firewall(props)).toThrow(
      /impossible number\n {2}got: 9\n.*whole number from 10 to 2000000000[\s\S]*kept for this many days\n {2}got: 42/,
    );
  });
});
