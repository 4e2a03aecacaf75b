import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

/** A problem of a prop. */
export function odd(what: string, got: unknown, allowed: string, doThis = "correct it"): Problem {
  return { what, got, allowed, doThis };
}

/** Whether it is a text of this form. */
export function fits(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}

/** Whether it is a text of this form. A reference is taken for what it stands for. */
export function isArn(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && (form.test(value) || (holdsToken(value) && !/[*?\s]/.test(value)));
}
