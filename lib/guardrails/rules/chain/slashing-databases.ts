import { perThing } from "../../per-thing";
import { programOf } from "../../recognise";
import type { PodView } from "../../subjects/pod-view";
import { textMembers } from "../../subjects/read-stack";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";

/** Types of Terraform that make a database in which signers can keep what they signed. */
export const DATABASE_TYPES = ["aws_db_instance", "aws_rds_cluster"];

/** Whether a database holds what signers signed: a signer refers to it, or its own names say so. */
export function isSlashingDatabase(resource: ResourceView): boolean {
  return databasesOf(resource.stack).has(resource) || namesOf(resource).some((name) => SAYS_SO.test(name));
}

const databasesOf = perThing(referredTo);

const SAYS_SO = /slashing|web3signer/i;

function namesOf({ config }: ResourceView): readonly string[] {
  const tags = textMembers(config["tags"]);
  const names = [config["identifier"], config["cluster_identifier"], config["db_name"], config["database_name"]];
  return [...names, tags["Name"], tags["palisade.dev/name"]].filter((name) => typeof name === "string");
}

function referredTo(stack: StackView): ReadonlySet<ResourceView> {
  const signers = stack.pods.filter(keepsDatabase);
  return new Set(
    signers
      .flatMap(({ object }) => stack.references.from(object.resource.raw))
      .filter(({ type }) => DATABASE_TYPES.includes(type)),
  );
}

function keepsDatabase({ containers }: PodView): boolean {
  return containers.some((container) => programOf(container)?.protection?.databaseOption !== undefined);
}
