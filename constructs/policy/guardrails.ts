import { TerraformStack } from "cdktf";
import { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { isProfileName, PROFILES, type ProfileName } from "../../lib/guardrails/profile";
import type { Rule } from "../../lib/guardrails/rule";
import type { Effect } from "../../lib/guardrails/severity";
import { JUDGED_BY, MARKS } from "../../lib/truth/synthesized-resource";
import { haveJudged } from "../core/judgement";

/** How the guardrails judge a stack. */
export interface GuardrailsProps {
  /**
   * What findings do: `strict` stops the synth at all but low ones, `standard` at critical and high ones, `relaxed` at
   * critical ones alone.
   */
  readonly profile: ProfileName;
  /** Environment that the stack belongs to: rules over an environment see its stacks together. @default - none */
  readonly environment?: string;
  /** Rules whose findings do more here than the profile says. One that would do less is let off by `letOff`, with a reason. @default - none */
  readonly effects?: Readonly<Record<string, Effect>>;
  /** Rules of your own, beside those of Palisade. @default - none */
  readonly rules?: readonly Rule[];
}

function noSuchProfile(where: string, got: string): Problem {
  return {
    what: "there is no such profile of the guardrails",
    got,
    allowed: Object.keys(PROFILES).join(", "),
    doThis: `write one of them; the closest is ${closestNames(got, Object.keys(PROFILES))[0]}`,
    where: `${where} guardrails.profile`,
  };
}

function noStack(where: string): Problem {
  return {
    what: "the guardrails judge whole stacks, and this is none",
    allowed: "a TerraformStack",
    doThis: "call addGuardrails in the constructor of the stack, with the stack itself",
    where,
  };
}

/**
 * Has the guardrails judge a stack at every synth, whatever `skipValidation` says. With `synthesize` the findings of all
 * stacks come at once and nothing is written; with a plain `app.synth()` each stack is judged as cdktf comes to it.
 *
 * @throws PalisadeError for a profile that there is none of
 */
export function addGuardrails(stack: TerraformStack, props: GuardrailsProps): void {
  const check = new Checker(stack.node.path);
  check.that(TerraformStack.isStack(stack), () => noStack(stack.node.path));
  check.that(isProfileName(props.profile), () => noSuchProfile(stack.node.path, props.profile));
  check.done();
  const { profile, environment, effects = {}, rules = [] } = props;
  stack.addOverride(`//.${MARKS}.${JUDGED_BY}`, {
    profile,
    ...(environment === undefined ? {} : { environment }),
    ...(Object.keys(effects).length === 0 ? {} : { effects }),
  });
  haveJudged(stack, rules);
}
