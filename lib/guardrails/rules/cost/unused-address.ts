import { asText } from "../../../core/json";
import { exampleOf, exampleStacks } from "../../example";
import { ofMade } from "../../made";
import { perThing } from "../../per-thing";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";
import { fail, PASS } from "../../verdict";

/** Arguments by which an address says itself what it belongs to. */
const OWNERS = ["instance", "network_interface"];

/** Parts of a stack, beside its resources, that can hand an address on. */
const HANDED_ON = ["output", "locals", "module"];

export const unusedAddress = guardrail({
  id: "cost/unused-address",
  title: "Every public address is used",
  severity: "low",
  why: "It is paid for by the hour, used or not, and there are few of them in an account.",
  fix: "attach the address, or remove it",
  source: "AWS documentation, Elastic IP addresses; Amazon VPC pricing: public IPv4 addresses",
  subject: "resource",
  types: ["aws_eip"],
  check: ofMade((address) => {
    const isAttached = OWNERS.some((owner) => address.config[owner] !== undefined);
    if (isAttached || referred(address.stack).has(address) || isHandedOn(address)) return PASS;
    return fail([], "something that uses it");
  }),
  examples: () => {
    const beside = (says: string, others: object) => exampleOf(says, "aws_eip", { domain: "vpc" }, { ...others });
    const of = (allocation_id: string) => ({ it: { allocation_id } });
    const handedOn = (says: string, part: string, value: string) =>
      exampleStacks(says, { example: { resource: { aws_eip: { it: {} } }, [part]: { address: { value } } } });
    return {
      pass: [
        exampleOf("an address of a machine", "aws_eip", { instance: "i-1" }),
        exampleOf("an address of an interface", "aws_eip", { network_interface: "$" + "{var.interface}" }),
        beside("an address of a gateway", { aws_nat_gateway: of("$" + "{aws_eip.it.id}") }),
        beside("an address that is attached", { aws_eip_association: of("$" + "{aws_eip.it.allocation_id}") }),
        handedOn("an address for others", "output", "$" + "{aws_eip.it.public_ip}"),
        handedOn("an address by another name", "locals", "$" + "{aws_eip.it.public_ip}"),
        handedOn("an address for a module", "module", "$" + "{aws_eip.it.id}"),
      ],
      fail: [
        beside("an address alone", {}),
        beside("another address", { aws_nat_gateway: { it: { allocation_id: "$" + "{aws_eip.other.id}" } } }),
        handedOn("an address beside others", "output", "$" + "{aws_eip.other.public_ip}"),
      ],
      notApplicable: [
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "an address that is read", stacks: { example: { data: { aws_eip: { it: {} } } } } },
      ],
    };
  },
});

const referred = perThing(
  (stack: StackView): ReadonlySet<ResourceView> =>
    new Set(stack.resources.flatMap(({ raw }) => stack.references.from(raw))),
);

function isHandedOn({ address, stack }: ResourceView): boolean {
  return HANDED_ON.some((part) => asText(stack.json[part] ?? "").includes(`${address}.`));
}
