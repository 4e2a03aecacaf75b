/** Words of the names of those policies that take TLS 1.2 and later alone. Source: Elastic Load Balancing, security policies. */
const OF_TODAY = /-(TLS13-1-[23]|TLS-1-2|FS-1-2)-/;

/** Whether a named policy of a load balancer takes TLS 1.2 and later alone. */
export function isTlsPolicyOfToday(name: unknown): boolean {
  return typeof name === "string" && OF_TODAY.test(name);
}

/** Policy to use, for messages. */
export const POLICY_OF_TODAY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Policy that a listener gets when nobody names one, for examples. Source: as above, for the API. */
export const POLICY_BY_DEFAULT = "ELBSecurityPolicy-2016-08";
