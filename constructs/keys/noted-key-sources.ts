import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { KeySourceMark } from "../../lib/truth/key-source-mark";
import { KEY_SOURCES, MARKS } from "../../lib/truth/synthesized-resource";
import type { IKeySource } from "./key-source";

/** What is written down of people who hold a key source together. */
export type HeldTogether = Pick<KeySourceMark, "owners" | "threshold" | "lastDrill" | "drillDays">;

function secondOfThatName(name: string, here: string, there: string): Problem {
  return {
    what: "two key sources of one stack have one name, so that reports and runbooks cannot tell them apart",
    got: name,
    allowed: "a name of its own for each",
    doThis: `rename it, or use the one of ${there}`,
    where: here,
  };
}

/** An override replaces the list as a whole, and cdktf does not say what it was told to override. */
const noted = new WeakMap<TerraformStack, readonly KeySourceMark[]>();

/**
 * Writes a key source down in the stack's comment, which Terraform does not read: there guardrails and reports find it,
 * also where nothing is made of it. Every source of `KeySource` is written down already; call it for one of your own.
 *
 * @param at construct that it belongs to
 * @param source the key source. Its keys are public identifiers, and nothing else of it is written down
 * @param held who holds it together. @default - no people do
 * @throws PalisadeError when the stack has another source of that name
 */
export function noteKeySource(at: IConstruct, source: IKeySource, held: HeldTogether = {}): void {
  const stack = TerraformStack.of(at);
  const known = noted.get(stack) ?? [];
  const { name, custody, curve, keys } = source;
  const same = known.find((mark) => mark.name === name);
  if (same !== undefined) throw new PalisadeError([secondOfThatName(name, at.node.path, same.at)]);
  const all = [...known, { name, at: at.node.path, custody: custody.kind, curve, keys: [...keys], ...held }];
  noted.set(stack, all);
  stack.addOverride(`//.${MARKS}.${KEY_SOURCES}`, all);
}
