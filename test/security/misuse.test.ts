import { ACCESS_MISUSES } from "./misuse/access-misuses";
import { GUARDRAIL_MISUSES } from "./misuse/guardrail-misuses";
import { KEY_MISUSES } from "./misuse/key-misuses";
import { type Misuse, refusalOf, VALUE } from "./misuse/misuse";
import { SECRET_MISUSES } from "./misuse/secret-misuses";

const byTitle = (misuses: readonly Misuse[]): [string, Misuse][] => misuses.map((misuse) => [misuse.title, misuse]);

describe.each([
  ["a secret where everybody reads it", SECRET_MISUSES],
  ["a key in two places", KEY_MISUSES],
  ["a right for everyone", ACCESS_MISUSES],
  ["a guardrail that somebody talks himself out of", GUARDRAIL_MISUSES],
])("%s ends the synth with the message of a colleague", (_, misuses) => {
  test.each(byTitle(misuses))("%s", (_title, { build, message }) => {
    const told = refusalOf(build);
    expect(told.split("\n")).toEqual(message);
    expect(told).not.toContain(VALUE);
  });
});
