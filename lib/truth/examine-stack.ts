import { type JsonRecord, recordAt } from "../core/json";
import { Examination } from "./examination";
import { EXAMINERS } from "./examiners";
import { MARKS, resourcesOf } from "./synthesized-resource";
import { idleName, Vouched } from "./vouched";

/**
 * Looks at a synthesized stack for what no schema of Terraform sees: values of charts, fields of Kubernetes objects,
 * flags of clients, names of IAM actions. Needs no network and no program.
 *
 * @param stack content of a `cdk.tf.json`, whoever wrote it
 * @param examination where the findings go. @default - a new one
 */
export function examineStack(stack: JsonRecord, examination = new Examination()): Examination {
  const stackMarks = recordAt(stack, "//", MARKS);
  for (const resource of resourcesOf(stack)) {
    for (const examine of EXAMINERS) examine(resource, examination, stackMarks);
    for (const name of Vouched.of(resource).idle) examination.refuse(idleName(resource.path, name));
  }
  return examination;
}
