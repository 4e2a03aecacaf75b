import type { JsonRecord } from "../../../core/json";
import { type ExampleResources, exampleOf } from "../../example";
import type { RuleExample } from "../../rule";

/** What a rule in an example lets in. */
export interface ExampleIngress {
  /** First port. */
  readonly from: number | string;
  /** Last port. @default - the first */
  readonly to?: number;
  /** Address blocks of IPv4, or of IPv6 where there is a colon. @default - everyone */
  readonly source?: string;
  /** Transport. @default tcp */
  readonly protocol?: string;
  /** Other arguments. @default - none */
  readonly more?: JsonRecord;
}

/** An example of a resource that is one rule of a security group. */
export function exampleIngress(says: string, ingress: ExampleIngress, others: ExampleResources = {}): RuleExample {
  const { from, to = from, source = "0.0.0.0/0", protocol = "tcp", more = {} } = ingress;
  const block = source.includes(":") ? { cidr_ipv6: source } : { cidr_ipv4: source };
  const config = { security_group_id: "sg-1", from_port: from, to_port: to, ip_protocol: protocol, ...block, ...more };
  return exampleOf(says, "aws_vpc_security_group_ingress_rule", config, others);
}

/** An example of a security group with one rule among its own blocks. */
export function exampleGroup(says: string, ingress: ExampleIngress): RuleExample {
  const { from, to = from, source = "0.0.0.0/0", protocol = "tcp", more = {} } = ingress;
  const block = source.includes(":") ? { ipv6_cidr_blocks: [source] } : { cidr_blocks: [source] };
  return exampleOf(says, "aws_security_group", {
    ingress: [{ from_port: from, to_port: to, protocol, ...block, ...more }],
  });
}

/** An example of a rule of a security group in the older form, which says its direction. */
export function exampleRule(says: string, ingress: ExampleIngress): RuleExample {
  const { from, to = from, source = "0.0.0.0/0", protocol = "tcp", more = {} } = ingress;
  const block = source.includes(":") ? { ipv6_cidr_blocks: [source] } : { cidr_blocks: [source] };
  const config = { type: "ingress", from_port: from, to_port: to, protocol, ...block, ...more };
  return exampleOf(says, "aws_security_group_rule", config);
}
