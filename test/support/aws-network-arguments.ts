import { type ApiArguments, EC2_TAGS, member, prefix, same } from "./aws-api-place";

const AGGREGATION = { words: ["60", "600"] };

/** `ec2` says the port and the protocol in a list of permissions; the provider sends one of them. */
const securityGroupRule = (direction: "Ingress" | "Egress"): ApiArguments => ({
  operation: `ec2 AuthorizeSecurityGroup${direction}`,
  arguments: {
    description: member("IpPermissions.IpRanges.Description"),
    from_port: member("IpPermissions.FromPort"),
    to_port: member("IpPermissions.ToPort"),
    ip_protocol: member("IpPermissions.IpProtocol", {
      said: { pattern: "tcp|udp|icmp|icmpv6|-1|[0-9]{1,3}" },
    }),
    ...EC2_TAGS,
  },
});

/** Arguments of networks, and of what lets traffic in. */
export const NETWORK_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_default_security_group: { operation: "ec2 CreateSecurityGroup", arguments: EC2_TAGS },
  aws_eip: { operation: "ec2 AllocateAddress", arguments: { domain: same, ...EC2_TAGS } },
  aws_flow_log: {
    operation: "ec2 CreateFlowLogs",
    arguments: {
      log_destination_type: same,
      max_aggregation_interval: { said: AGGREGATION },
      traffic_type: same,
      ...EC2_TAGS,
    },
  },
  aws_internet_gateway: { operation: "ec2 CreateInternetGateway", arguments: EC2_TAGS },
  aws_lb: {
    operation: "elbv2 CreateLoadBalancer",
    arguments: { load_balancer_type: member("Type"), ip_address_type: same },
  },
  aws_lb_target_group: { operation: "elbv2 CreateTargetGroup", arguments: { target_type: same } },
  aws_nat_gateway: { operation: "ec2 CreateNatGateway", arguments: { connectivity_type: same, ...EC2_TAGS } },
  aws_route53_record: {
    operation: "route53 ChangeResourceRecordSets",
    arguments: { type: member("ChangeBatch.Changes.ResourceRecordSet.Type") },
  },
  aws_route_table: { operation: "ec2 CreateRouteTable", arguments: EC2_TAGS },
  aws_security_group: {
    operation: "ec2 CreateSecurityGroup",
    arguments: {
      description: { said: { max: 255, pattern: "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*" } },
      name_prefix: prefix("GroupName"),
      ...EC2_TAGS,
    },
  },
  aws_subnet: {
    operation: "ec2 CreateSubnet",
    arguments: {
      map_public_ip_on_launch: member("MapPublicIpOnLaunch.Value", { operation: "ec2 ModifySubnetAttribute" }),
      private_dns_hostname_type_on_launch: { operation: "ec2 ModifySubnetAttribute" },
      ...EC2_TAGS,
    },
  },
  aws_vpc: {
    operation: "ec2 CreateVpc",
    arguments: {
      enable_dns_hostnames: member("EnableDnsHostnames.Value", { operation: "ec2 ModifyVpcAttribute" }),
      enable_dns_support: member("EnableDnsSupport.Value", { operation: "ec2 ModifyVpcAttribute" }),
      ...EC2_TAGS,
    },
  },
  aws_vpc_endpoint: {
    operation: "ec2 CreateVpcEndpoint",
    arguments: { private_dns_enabled: same, vpc_endpoint_type: same, ...EC2_TAGS },
  },
  aws_vpc_security_group_egress_rule: securityGroupRule("Egress"),
  aws_vpc_security_group_ingress_rule: securityGroupRule("Ingress"),
  aws_wafv2_ip_set: {
    operation: "wafv2 CreateIPSet",
    arguments: { ip_address_version: member("IPAddressVersion"), scope: same },
  },
  aws_wafv2_rule_group: { operation: "wafv2 CreateRuleGroup", arguments: { scope: same } },
  aws_cloudwatch_log_resource_policy: { operation: "logs PutResourcePolicy", arguments: { policy_name: same } },
  aws_wafv2_web_acl: {
    operation: "wafv2 CreateWebACL",
    arguments: {
      description: same,
      name: same,
      scope: same,
      "rule.name": member("Rules.Name"),
      "rule.priority": member("Rules.Priority"),
      "rule.action.block.custom_response.response_code": member("Rules.Action.Block.CustomResponse.ResponseCode"),
      "rule.statement.managed_rule_group_statement.name": member("Rules.Statement.ManagedRuleGroupStatement.Name"),
      "rule.statement.managed_rule_group_statement.vendor_name": member(
        "Rules.Statement.ManagedRuleGroupStatement.VendorName",
      ),
      "rule.statement.rate_based_statement.aggregate_key_type": member(
        "Rules.Statement.RateBasedStatement.AggregateKeyType",
      ),
      "rule.statement.rate_based_statement.evaluation_window_sec": member(
        "Rules.Statement.RateBasedStatement.EvaluationWindowSec",
        { said: { words: ["60", "120", "300", "600"] } },
      ),
      "rule.statement.rate_based_statement.limit": member("Rules.Statement.RateBasedStatement.Limit"),
      "rule.visibility_config.metric_name": member("Rules.VisibilityConfig.MetricName"),
      "visibility_config.metric_name": member("VisibilityConfig.MetricName"),
      tags: same,
    },
  },
  aws_wafv2_web_acl_logging_configuration: {
    operation: "wafv2 PutLoggingConfiguration",
    arguments: {
      "logging_filter.default_behavior": member("LoggingConfiguration.LoggingFilter.DefaultBehavior"),
      "logging_filter.filter.behavior": member("LoggingConfiguration.LoggingFilter.Filters.Behavior"),
      "logging_filter.filter.requirement": member("LoggingConfiguration.LoggingFilter.Filters.Requirement"),
      "logging_filter.filter.condition.action_condition.action": member(
        "LoggingConfiguration.LoggingFilter.Filters.Conditions.ActionCondition.Action",
      ),
      "redacted_fields.single_header.name": member("LoggingConfiguration.RedactedFields.SingleHeader.Name"),
    },
  },
};
