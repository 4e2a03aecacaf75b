import { Checker } from "../core/checks";
import { closestNames } from "../core/closest-names";
import type { Problem } from "../core/errors";
import type { PlacedStack } from "./stack-graph";

function matchesNoStack(got: string, known: readonly string[]): Problem {
  return {
    what: "no stack has this name, and none begins with it and a hyphen",
    got,
    allowed: known.join(", "),
    doThis: `name a stack or an environment, for instance ${closestNames(got, known).join(", ")}`,
  };
}

function belongsTo(stack: { readonly name: string }, wanted: string): boolean {
  return stack.name === wanted || stack.name.startsWith(`${wanted}-`);
}

/**
 * The stacks that names stand for: `prod-network` is one stack, `prod` is every stack whose name begins with `prod-`.
 *
 * @param names names of stacks or environments; all stacks when there are none
 * @throws PalisadeError for every name that matches nothing, with the known ones
 */
export function selectStacks<T extends { readonly name: string }>(
  stacks: readonly T[],
  names: readonly string[],
): readonly T[] {
  if (names.length === 0) return stacks;
  const check = new Checker("stacks");
  const known = stacks.map((stack) => stack.name);
  for (const name of names) {
    check.that(
      stacks.some((stack) => belongsTo(stack, name)),
      () => matchesNoStack(name, known),
    );
  }
  check.done();
  return stacks.filter((stack) => names.some((name) => belongsTo(stack, name)));
}

/** The selected stacks and all those whose state they read, also by way of others; in the order of `all`. */
export function withProducers(all: readonly PlacedStack[], selected: readonly PlacedStack[]): readonly PlacedStack[] {
  const needed = new Set(selected.map((stack) => stack.name));
  // A stack comes after everything it reads, so one pass from the end reaches all of them.
  for (const stack of [...all].reverse()) {
    if (!needed.has(stack.name)) continue;
    for (const name of stack.reads) needed.add(name);
  }
  return all.filter((stack) => needed.has(stack.name));
}
