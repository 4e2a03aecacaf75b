import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import { Wafv2WebAcl, type Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import { iamPolicy } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { EncryptedLogGroup, type LogRetentionDays, logRetentionProblem } from "../core/encrypted-log-group";
import { markIdentity } from "../core/identity";

/** Props of `WebFirewall`. */
export interface WebFirewallProps {
  /** Region of the load balancers it stands in front of. */
  readonly region: string;
  /** Its name, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /**
   * Requests that one address may send in a minute. AWS counts near this number, not exactly; the lowest is 10.
   * @default 6000, a hundred in a second
   */
  readonly requestsPerMinutePerAddress?: number;
  /** Headers that are kept out of the logs, such as those with a client's secret, in lower case. @default - authorization and cookie */
  readonly secretHeaders?: readonly string[];
  /** Days that the log of refused requests is kept. @default 365 */
  readonly logRetentionDays?: LogRetentionDays;
}

/** Source: AWS WAF Developer Guide, "Rate-based rule high-level settings". */
const LOWEST_LIMIT = 10;
const HIGHEST_LIMIT = 2_000_000_000;
const EVALUATION_WINDOW_SECONDS = 60;

/**
 * Rule groups that AWS keeps. The general one is not among them: it refuses bodies of more than 8 KB, and a batch of
 * JSON-RPC calls is longer than that. Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
 */
const MANAGED_GROUPS = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet"];

/** A log group of WAF has to begin with this (AWS WAF Developer Guide, "CloudWatch Logs log group"). */
const LOG_PREFIX = "aws-waf-logs-";

function badLimit(got: number): Problem {
  return {
    what: "a firewall limits requests to an impossible number",
    got,
    allowed: `a whole number from ${LOWEST_LIMIT} to ${HIGHEST_LIMIT}`,
    doThis: "set requestsPerMinutePerAddress to what one client sends at most, with room above",
  };
}

/**
 * A web application firewall of AWS for public load balancers: it limits how often one address may ask, refuses
 * addresses and inputs that AWS knows as bad, and writes down what it refused. Methods and their cost are not its
 * business: they stand in the body, where a gateway looks.
 */
export class WebFirewall extends Construct {
  /** ARN that a load balancer names. */
  public readonly webAclArn: string;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    const limit = props.requestsPerMinutePerAddress ?? 6000;
    const retentionDays = props.logRetentionDays ?? 365;
    const check = new Checker(this.node.path);
    check.that(Number.isInteger(limit) && limit >= LOWEST_LIMIT && limit <= HIGHEST_LIMIT, () => badLimit(limit));
    const badRetention = logRetentionProblem(retentionDays);
    check.that(badRetention === undefined, () => badRetention ?? badLimit(limit));
    check.done();
    const name = physicalName([props.name ?? id], NameRules.awsWebAcl);
    markIdentity(this, { kind: "network", name });
    const acl = new Wafv2WebAcl(this, "Resource", {
      name,
      description: "In front of public load balancers",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rule: [rateRule(limit), ...MANAGED_GROUPS.map((group, index) => managedRule(group, index + 1))],
      visibilityConfig: visible(name),
    });
    this.webAclArn = acl.arn;
    this.writeDown(acl, name, props.region, retentionDays, props.secretHeaders ?? ["authorization", "cookie"]);
  }

  /** Only what was refused: everything else is in the load balancer's own log. */
  private writeDown(
    acl: Wafv2WebAcl,
    name: string,
    region: string,
    retentionDays: LogRetentionDays,
    secretHeaders: readonly string[],
  ): void {
    const account = AwsAccount.of(this);
    const logGroupName = `${LOG_PREFIX}${name}`;
    const group = new EncryptedLogGroup(this, "log", { logGroupName, keyName: logGroupName, region, retentionDays });
    // Source: Terraform AWS provider 6.25.0, wafv2_web_acl_logging_configuration, "With CloudWatch Log Group and managed policy".
    const policy = new CloudwatchLogResourcePolicy(this, "log-policy", {
      policyName: logGroupName,
      policyDocument: iamPolicy([
        {
          sid: "WafWritesThisGroup",
          principals: { Service: ["delivery.logs.amazonaws.com"] },
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [`${group.resource.arn}:*`],
          conditions: {
            ArnLike: { "aws:SourceArn": `arn:${account.partition}:logs:${region}:${account.accountId}:*` },
            StringEquals: { "aws:SourceAccount": account.accountId },
          },
        },
      ]),
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: acl.arn,
      logDestinationConfigs: [group.resource.arn],
      redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header.toLowerCase() } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [{ behavior: "KEEP", requirement: "MEETS_ANY", condition: [{ actionCondition: { action: "BLOCK" } }] }],
      },
      dependsOn: [policy],
    });
  }
}

function visible(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

function rateRule(limit: number): Wafv2WebAclRule {
  return {
    name: "rate-per-address",
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    // The binding takes statements as they are, so they have Terraform's own names.
    statement: {
      rate_based_statement: { limit, aggregate_key_type: "IP", evaluation_window_sec: EVALUATION_WINDOW_SECONDS },
    },
    visibilityConfig: visible("rate-per-address"),
  };
}

function managedRule(group: string, priority: number): Wafv2WebAclRule {
  return {
    name: group,
    priority,
    overrideAction: { none: {} },
    statement: { managed_rule_group_statement: { vendor_name: "AWS", name: group } },
    visibilityConfig: visible(group),
  };
}
