import { TerraformBackend, type TerraformStack } from "cdktf";
import { canonicalText } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

function sharedState(first: string, second: string): Problem {
  return {
    what: `it keeps its state in the same place as ${first}: the one applied last wipes out the other`,
    allowed: "a place of its own for every stack of the app",
    doThis: "derive the backend's key from the stack's name",
    where: second,
  };
}

/** Stacks of one app whose backends are the same place. cdktf synthesizes them without a word. */
export function sharedStateProblems(stacks: readonly TerraformStack[]): Problem[] {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  for (const stack of stacks) {
    for (const backend of stack.node.findAll().filter((node) => TerraformBackend.isBackend(node))) {
      const place = canonicalText(backend.toTerraform(), stack.node.path);
      const first = seen.get(place);
      if (first !== undefined) problems.push(sharedState(first, stack.node.path));
      seen.set(place, stack.node.path);
    }
  }
  return problems;
}
