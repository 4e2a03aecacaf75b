import type { Policy } from "@cdktf/provider-vault/lib/policy";
import { shortDigest } from "../../lib/core/digest";
import { type NameRule, physicalName } from "../../lib/core/naming";

/**
 * A physical name that always carries a digest of its parts. Names that hand out rights must not meet: without the
 * digest, `a-b` and `c` would give the same name as `a` and `b-c`.
 */
export function distinctName(parts: readonly string[], rule: NameRule): string {
  return physicalName([...parts, shortDigest(parts)], rule);
}

/** The name a policy was given, as text: for whoever names it without waiting for it. */
export function policyName({ name, nameInput }: Policy): string {
  return nameInput ?? name;
}
