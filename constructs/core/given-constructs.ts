import type { Problem } from "../../lib/core/errors";
import { recordAt, textAt } from "../../lib/core/json";

/** What is wrong with a cluster that JavaScript may have handed over as anything; undefined when nothing is. */
export function clusterProblem(given: unknown): Problem | undefined {
  const isWhole = ["privateCidrs", "kubernetesApiCidrs"].every((list) => Array.isArray(recordAt(given)[list]));
  if (textAt(given, "clusterName") !== undefined && isWhole) return undefined;
  return {
    what: "nothing says on which cluster this runs",
    got: typeof given === "string" ? given : undefined,
    allowed: "an EksCluster, an ExistingCluster or a cluster of your own",
    doThis: "set `cluster`",
  };
}

/** What is wrong with a namespace that JavaScript may have handed over as anything; undefined when nothing is. */
export function namespaceProblem(given: unknown): Problem | undefined {
  if (textAt(given, "namespaceName") !== undefined) return undefined;
  return {
    what: "nothing says in which namespace this lives",
    got: typeof given === "string" ? given : undefined,
    allowed: "a Namespace, or Namespace.fromName for one that is there already",
    doThis: "set `namespace`",
  };
}
