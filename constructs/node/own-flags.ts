import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { MARKS, OWN_FLAGS } from "../../lib/truth/synthesized-resource";
import type { NodeClient } from "./client-container";

/** Terraform type of what holds the containers of a node. */
const HOLDER = "kubernetes_stateful_set_v1";

/**
 * Writes beside the containers of a node which flags its user answers for, so that whoever examines the synthesized
 * stack knows it too. Terraform does not read it.
 */
export function markOwnFlags(workload: IConstruct, clients: readonly NodeClient[]): void {
  const own = clients.flatMap(({ spec, options }) =>
    options.ownFlags === undefined || options.ownFlags.length === 0 ? [] : [[spec.name, [...options.ownFlags]]],
  );
  for (const child of workload.node.children) {
    if (TerraformResource.isTerraformResource(child) && child.terraformResourceType === HOLDER) {
      child.addOverride(`//.${MARKS}.${OWN_FLAGS}`, Object.fromEntries(own));
    }
  }
}
