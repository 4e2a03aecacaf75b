import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { type Suppression, suppressionFaults } from "../../lib/guardrails/suppression";
import { MARKS, SUPPRESSIONS } from "../../lib/truth/synthesized-resource";

/** Why a finding may stay, who answers for it, and until when. */
export interface LetOffProps {
  /** Rule, such as `network/open-admin-port`. */
  readonly rule: string;
  /** Why it is right here, as a sentence for whoever reads it in a year. */
  readonly reason: string;
  /** Person or team that answers for it. */
  readonly owner: string;
  /** Day it was decided, such as `2026-11-21`. */
  readonly created: string;
  /** Last day it holds. Critical findings are let off for 30 days at most, high ones for 90, medium 180, low 365. */
  readonly expires: string;
}

function faultyLetOff(where: string, rule: string, fault: string): Problem {
  return {
    what: `a finding of ${rule} is let off, and ${fault}`,
    allowed: "a reason that says why, an owner, and two days such as 2026-11-21",
    doThis: "write down who decided what until when, or mend what the rule finds",
    where,
  };
}

/**
 * Lets what stands at a construct and below it off one rule, until a day. It travels in the synthesized file, so that
 * whoever judges that file sees it. When the day has passed the finding counts again; when there is nothing left to
 * let off, reports say so.
 *
 * @throws PalisadeError for a reason, an owner or a day that says nothing
 */
export function letOff(scope: IConstruct, props: LetOffProps): void {
  const { path } = scope.node;
  const check = new Checker(path);
  for (const fault of suppressionFaults(props)) check.that(false, () => faultyLetOff(path, props.rule, fault));
  check.done();
  const stack = TerraformStack.of(scope);
  const all = [...letOffsIn(stack), { scope, suppression: { ...props, scope: path } }];
  letOffHere.set(stack, all);
  const suppressions = all.map(({ suppression }) => suppression);
  stack.addOverride(`//.${MARKS}.${SUPPRESSIONS}`, suppressions);
}

/** A suppression, with the construct that it was said of. */
export interface LetOff {
  /** What stands there and below is let off. */
  readonly scope: IConstruct;
  /** What, why and until when. */
  readonly suppression: Suppression;
}

/** What was let off in a stack so far. */
export function letOffsIn(stack: TerraformStack): readonly LetOff[] {
  return letOffHere.get(stack) ?? [];
}

/** An override replaces the list as a whole, so it is kept here. */
const letOffHere = new WeakMap<TerraformStack, readonly LetOff[]>();
