import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct } from "constructs";
import type { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";

const SECURITY_GROUP = /^sg-[0-9a-f]{8,17}$/;
const CLIENT_NAME = /^[a-z][a-z0-9-]{0,30}$/;

/** Security groups of clients, by what they are: a rule is known by that name, whatever comes before or after it. */
export type ClientGroups = Readonly<Record<string, string>>;

/** What clients are let in to. */
export interface ClientAccess {
  /** Security group that they are let in to. */
  readonly securityGroupId: string;
  /** Who they are. */
  readonly clients: ClientGroups;
  /** What they come for, for people who read the rules: `PostgreSQL for signers`. */
  readonly purpose: string;
  /** Ports, from the first to the last. */
  readonly ports: { readonly first: number; readonly last: number };
}

function noClients(what: string): Problem {
  return {
    what: `nobody may reach the ${what}`,
    allowed: 'security groups by what they are, such as { signer: "sg-0123456789abcdef0" }',
    doThis: "set clients",
  };
}

function oddClient(what: string, name: string): Problem {
  return {
    what: `a client of the ${what} has an odd name, or is no security group`,
    got: name,
    allowed: 'small letters, digits and dashes, and a group such as "sg-0123456789abcdef0"',
    doThis: "correct clients",
  };
}

/** Checks security groups of clients. For input whose type nobody checked. @param what what they reach, such as `CloudHSM cluster` */
export function checkClients(check: Checker, what: string, clients: unknown): void {
  const entries = Object.entries(isJsonRecord(clients) ? clients : {});
  check.that(entries.length > 0, () => noClients(what));
  for (const [name, group] of entries) {
    const isGroup = typeof group === "string" && (holdsToken(group) || SECURITY_GROUP.test(group));
    check.that(isGroup && CLIENT_NAME.test(name), () => oddClient(what, name));
  }
}

/** Lets each client in, by a rule of its own. */
export function letClientsIn(scope: Construct, { clients, ports, purpose, securityGroupId }: ClientAccess): void {
  for (const [client, referencedSecurityGroupId] of Object.entries(clients)) {
    new VpcSecurityGroupIngressRule(scope, `from-${client}`, {
      securityGroupId,
      referencedSecurityGroupId,
      description: `${purpose}: ${client}`,
      ipProtocol: "tcp",
      fromPort: ports.first,
      toPort: ports.last,
    });
  }
}
