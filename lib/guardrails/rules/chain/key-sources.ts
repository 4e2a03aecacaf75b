import { type KeySourceMark, keySourcesIn } from "../../../truth/key-source-mark";
import { KEY_SOURCES, MARKS } from "../../../truth/synthesized-resource";
import { exampleStacks } from "../../example";
import type { RuleExample } from "../../rule";
import type { StackView } from "../../subjects/stack-view";
import type { FieldPath } from "../../verdict";

/** A key source that a stack says it has, and where it says so. */
export interface StatedKeySource extends KeySourceMark {
  readonly stack: StackView;
  /** Where its mark stands in the stack. */
  readonly markedAt: FieldPath;
}

/** Every key source that Palisade, or whoever else wrote its marks, says a stack has. */
export function keySourcesOf(stack: StackView): readonly StatedKeySource[] {
  return keySourcesIn(stack.marks).map((mark, index) => ({
    ...mark,
    stack,
    markedAt: ["//", MARKS, KEY_SOURCES, index],
  }));
}

/** An example of a stack with key sources and nothing else. */
export function exampleKeySources(says: string, ...sources: readonly object[]): RuleExample {
  return exampleStacks(says, { example: { "//": { [MARKS]: { [KEY_SOURCES]: sources } } } });
}
