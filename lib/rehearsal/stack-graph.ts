import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, recordAt } from "../core/json";
import { backendOf, backendRead, RemoteStateRegistry } from "../sandbox/remote-states";
import type { StackEntry } from "./stack-entry";

/** A stack with what it needs of the others. */
export interface PlacedStack extends StackEntry {
  /** Stacks of the same app whose state it reads. */
  readonly reads: readonly string[];
  /** Stacks that have to stand before it: those it reads, and those the app declared. */
  readonly after: readonly string[];
}

function circularStacks(names: readonly string[]): Problem {
  return {
    what: "these stacks wait for each other",
    got: names.join(", "),
    allowed: "dependencies that point one way",
    doThis: "move what both sides need into a stack of its own, and let both depend on that",
  };
}

/**
 * Puts stacks in an order in which each comes after what it needs. Which state a stack reads is found in its
 * `terraform_remote_state` data sources, so a stack that forgot to declare its dependency is placed right as well.
 *
 * @throws PalisadeError when stacks wait for each other
 */
export function inDependencyOrder(stacks: readonly StackEntry[]): readonly PlacedStack[] {
  const names = new Set(stacks.map((stack) => stack.name));
  const readersOf = stateReads(stacks);
  const waiting = stacks.map((stack): PlacedStack => {
    const reads = readersOf(stack);
    const declared = stack.dependencies.filter((name) => names.has(name) && name !== stack.name);
    return { ...stack, reads, after: [...new Set([...reads, ...declared])] };
  });
  const placed: PlacedStack[] = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex((stack) => stack.after.every((name) => done.has(name)));
    if (next < 0) throw new PalisadeError([circularStacks(waiting.map((stack) => stack.name))]);
    for (const stack of waiting.splice(next, 1)) {
      placed.push(stack);
      done.add(stack.name);
    }
  }
  return placed;
}

/** Gives, for a stack, the names of the stacks whose state it reads. */
function stateReads(stacks: readonly StackEntry[]): (stack: StackEntry) => readonly string[] {
  const owners = new RemoteStateRegistry();
  for (const stack of stacks) {
    const backend = backendOf(stack.json);
    if (backend !== undefined) owners.register(backend, () => Buffer.from(stack.name));
  }
  return (stack) => {
    const found = Object.values(recordAt(stack.json, "data", "terraform_remote_state"))
      .filter(isJsonRecord)
      .map((dataSource) => owners.find(backendRead(dataSource)))
      .flatMap((owner) => (owner === undefined ? [] : [Buffer.from(owner).toString("utf8")]))
      .filter((owner) => owner !== stack.name);
    return [...new Set(found)];
  };
}
