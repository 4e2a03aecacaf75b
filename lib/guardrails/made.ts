import type { ResourceView } from "./subjects/resource-view";
import type { Judgement } from "./verdict";

/** A check of resources that Terraform makes. Those that it only reads are none of its business. */
export function ofMade<T extends Judgement | readonly Judgement[]>(
  check: (resource: ResourceView) => T | undefined,
): (resource: ResourceView) => T | undefined {
  return (resource) => (resource.mode === "data" ? undefined : check(resource));
}

/** What several places say, of those that say anything. */
export function judgements(...each: readonly (Judgement | undefined)[]): readonly Judgement[] {
  return each.filter((judgement) => judgement !== undefined);
}
