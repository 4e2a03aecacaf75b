import { perThing } from "../../per-thing";
import type { PolicyView } from "../../subjects/policy-view";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";

const policiesByResource = perThing((stack: StackView) => {
  const documents = new Map<ResourceView, PolicyView[]>();
  for (const policy of stack.policies) {
    documents.set(policy.resource, [...(documents.get(policy.resource) ?? []), policy]);
  }
  return documents;
});

/** Documents that a policy of a bucket holds, or refers to. */
export function documentsOf(policy: ResourceView): readonly PolicyView[] {
  const documents = policiesByResource(policy.stack);
  return [policy, ...policy.stack.references.from(policy.raw["policy"])].flatMap((each) => documents.get(each) ?? []);
}
