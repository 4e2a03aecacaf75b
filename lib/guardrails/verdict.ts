import type { ObjectView } from "./subjects/object-view";
import type { ResourceView } from "./subjects/resource-view";
import type { StackView } from "./subjects/stack-view";

/** Place inside of a subject, from its root: `["spec", "containers", 0, "image"]`. */
export type FieldPath = readonly (string | number)[];

/** What a judgement can be about, where that is not the subject itself. */
export type About = ResourceView | ObjectView | StackView;

/** What a rule says of one place. */
export type Judgement =
  | { readonly verdict: "pass" }
  | {
      readonly verdict: "fail";
      /** Where; the subject itself when empty. */
      readonly at: FieldPath;
      /** What it is about, where that is not the subject itself: one resource of a stack. @default - the subject */
      readonly on?: About;
      /** What stands there; undefined when nothing does. */
      readonly got?: unknown;
      /** What has to stand there, as half a sentence: `true`, `a block of addresses that is your own`. */
      readonly expected: string;
    }
  | {
      readonly verdict: "unknown";
      readonly at: FieldPath;
      readonly on?: About;
      /** Why it cannot be told, as half a sentence: `the value is not known before the apply`. */
      readonly because: string;
    };

/** It holds. */
export const PASS: Judgement = { verdict: "pass" };

/** It does not hold. */
export function fail(at: FieldPath, expected: string, got?: unknown): Judgement {
  return { verdict: "fail", at, expected, ...(got === undefined ? {} : { got }) };
}

/** The same of one resource or object of a stack, or of one stack, where the subject is more than that. */
export function on(about: About, judgement: Judgement): Judgement {
  return judgement.verdict === "pass" ? judgement : { ...judgement, on: about };
}

/** It cannot be told. */
export function unknown(at: FieldPath, because = "the value is not known before the apply"): Judgement {
  return { verdict: "unknown", at, because };
}

/** Holds, or does not. */
export function holds(condition: boolean, otherwise: () => Judgement): Judgement {
  return condition ? PASS : otherwise();
}
