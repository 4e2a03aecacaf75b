import type { PolicyView } from "../../subjects/policy-view";
import type { ResourceView } from "../../subjects/resource-view";

/**
 * Resources of some types whose policy this is: the one that holds its text, or those that refer to it where it is a
 * document of its own (`aws_iam_policy_document`).
 */
export function policyHolders({ resource }: PolicyView, types: readonly string[]): readonly ResourceView[] {
  if (resource.mode === "resource") return types.includes(resource.type) ? [resource] : [];
  const { references } = resource.stack;
  return resource.stack.ofType(...types).filter(({ raw }) => references.from(raw).includes(resource));
}

/** Terraform type of a document that stands by itself. */
export const POLICY_DOCUMENT = "aws_iam_policy_document";
