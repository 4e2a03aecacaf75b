import type { ResourceView } from "../../subjects/resource-view";
import { fail, type Judgement, PASS, unknown } from "../../verdict";

/**
 * Whether a resource has another that belongs to it.
 *
 * @param type of the other
 * @param argument of the other that says what it belongs to
 * @param names arguments of the resource whose text may stand there
 */
export function hasBelonging(
  resource: ResourceView,
  type: string,
  argument: string,
  names: readonly string[] = [],
): Judgement {
  const { found, undecided } = resource.stack.references.belongingTo(resource, [type], argument, names);
  if (found.length > 0) return PASS;
  return undecided.length > 0
    ? unknown([], `what an ${type} is for is not known before the apply`)
    : fail([], `an ${type}`);
}
