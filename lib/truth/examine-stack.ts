import type { Problem } from "../core/errors";
import { type JsonRecord, recordAt } from "../core/json";
import { Examination } from "./examination";
import { EXAMINERS } from "./examiners";
import { MARKS, resourcesOf } from "./synthesized-resource";
import { idleName, Vouched } from "./vouched";

/**
 * Looks at a synthesized stack for what no schema of Terraform sees: values of charts, fields of Kubernetes objects,
 * flags of clients, names of IAM actions. Needs no network and no program. Never throws: what cannot be looked at is a
 * problem too.
 *
 * @param stack content of a `cdk.tf.json`, whoever wrote it
 * @param examination where the findings go. @default - a new one
 */
export function examineStack(stack: JsonRecord, examination = new Examination()): Examination {
  const stackMarks = recordAt(stack, "//", MARKS);
  for (const resource of resourcesOf(stack)) {
    for (const examine of EXAMINERS) {
      try {
        examine(resource, examination, stackMarks);
      } catch (fault) {
        examination.refuse(notLookedAt(resource.path, fault));
      }
    }
    for (const name of Vouched.of(resource).idle) examination.refuse(idleName(resource.path, name));
  }
  return examination;
}

/** Data that is nested without measure ends the stack of whoever goes down with it. */
function notLookedAt(where: string, fault: unknown): Problem {
  return {
    where,
    what: "this resource could not be looked at to its end",
    got: fault instanceof Error ? fault.message : String(fault),
    allowed: "data and texts that are nested as people write them",
    doThis: "make it flatter; where it is not deep, this is a fault of Palisade's own: report it with the resource",
  };
}
