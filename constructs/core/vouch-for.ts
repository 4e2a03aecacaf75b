import { TerraformDataSource, TerraformElement, TerraformStack } from "cdktf";
import { PalisadeError } from "../../lib/core/errors";
import { MARKS, VOUCHED } from "../../lib/truth/synthesized-resource";
import { namesProblem } from "./given-names";

/** What was vouched for already: cdktf does not say what it was told to override. */
const vouched = new WeakMap<TerraformElement, readonly string[]>();
/** The same of all data sources of a stack, by their paths: cdktf writes its own comment over one of theirs. */
const vouchedInData = new WeakMap<TerraformStack, Readonly<Record<string, readonly string[]>>>();

/**
 * Lets pass what the checks at synth refuse in one resource, because you know better than the catalogue: an AWS action
 * of last week, an instance type in preview, a value of a chart that you changed. Each name is written as the message
 * says it, and counts as a fact that nobody checked.
 *
 * - Policies: `action sns:Novel`, `condition key sns:Novel`, `condition operator Novel`, `resource type arn:…`, `principal …`.
 * - Arguments of AWS: their name, with block and element numbers: `instance_type`, `vpc_config[0].subnet_ids[1]`.
 * - A plain `helm_release`: the path of a value, and all below it, as `ownKeys` of a `HelmChart` has it.
 * - Kubernetes objects: the kind and the field, as `ownFields` of a `ManifestBundle` has it.
 *
 * A second call adds to the first. A name that lets nothing pass is a problem at synth.
 *
 * @param element the resource or data source that the message is about
 * @param names what to let pass in it
 * @throws PalisadeError when it is given something else
 */
export function vouchFor(element: TerraformElement, names: readonly string[]): void {
  if (!TerraformElement.isTerraformElement(element)) throw new PalisadeError([notAnElement()]);
  const problem = namesProblem("vouchFor", names, "action sns:Novel", element.node.path);
  if (problem !== undefined) throw new PalisadeError([problem]);
  const all = [...new Set([...(vouched.get(element) ?? []), ...names])];
  vouched.set(element, all);
  const mark = `//.${MARKS}.${VOUCHED}`;
  if (!TerraformDataSource.isTerraformDataSource(element)) {
    element.addOverride(mark, all);
    return;
  }
  const stack = TerraformStack.of(element);
  const inData = { ...vouchedInData.get(stack), [element.node.path]: all };
  vouchedInData.set(stack, inData);
  stack.addOverride(mark, inData);
}

function notAnElement() {
  return {
    what: "vouchFor takes a resource or a data source of Terraform, and not what it is in",
    allowed: "such as the `release` of a HelmChart, or an IamPolicy",
    doThis: "hand over the resource that the message is about",
    where: "vouchFor",
  };
}
