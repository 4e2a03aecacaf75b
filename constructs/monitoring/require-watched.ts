import type { TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../lib/core/errors";
import { isWatchable } from "../core/watchable";
import { standingAlone } from "./plain-workload";
import { isWatched } from "./watch";

function unwatched(path: string): Problem {
  return {
    what: "nothing watches this",
    allowed: "every node, tier, agent and workload that keeps running watched by a monitoring platform",
    doThis: "call monitoring.watch(…) on it, or monitoring.watchAll(this) at the end of the stack",
    where: path,
  };
}

/**
 * Nothing runs unwatched: finds what could be watched and is not. Workloads that no node, tier or agent names as its own
 * count too, save jobs that show no metrics.
 */
export class NothingUnwatched implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    return [...this.stack.node.findAll().filter(isWatchable), ...standingAlone(this.stack, this.stack)]
      .filter((construct) => !isWatched(construct))
      .map((construct) => formatProblem(unwatched(construct.node.path)));
  }
}

/** Makes it an error of the stack when something in it can be watched and is not. */
export function requireWatched(stack: TerraformStack): void {
  stack.node.addValidation(new NothingUnwatched(stack));
}
