import { celMatches } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { capabilitiesOf, DANGEROUS, holdsUnknown } from "./capabilities";
import { OF_NODE } from "./node-agents";

const REFUSED = new RegExp(`^(CAP_)?(${DANGEROUS.join("|")})$`);

const AT = ["securityContext", "capabilities", "add"];

export const dangerousCapability = guardrail({
  id: "kubernetes/dangerous-capability",
  title: "No container adds a capability that reaches beyond it",
  severity: "high",
  why: "With one of them a process mounts the node's disks, loads kernel modules, reads other processes or sends packets in the name of others.",
  fix: `remove it from capabilities.add; a Workload adds none; ${OF_NODE}`,
  aliases: ["CKV_K8S_39", "KSV-0005", "KSV-0119", "KSV-0120", "C-0046"],
  subject: "container",
  check: (container) => {
    const added = capabilitiesOf(container, "add");
    const dangerous = added.filter((name) => DANGEROUS.includes(name));
    if (dangerous.length > 0) return fail(AT, "none that reaches beyond the container", dangerous);
    return holdsUnknown(added) ? unknown(AT) : PASS;
  },
  admission: {
    over: "container",
    holds: `!container.?securityContext.?capabilities.?add.orValue([]).exists(name, ${celMatches("name.upperAscii()", REFUSED)})`,
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that adds none", {}),
      exampleContainer("one for low ports", { securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } }),
    ],
    fail: [
      exampleContainer("the one that is nearly root", { securityContext: { capabilities: { add: ["SYS_ADMIN"] } } }),
      exampleContainer("one by its long name", { securityContext: { capabilities: { add: ["CAP_NET_RAW"] } } }),
    ],
    unknown: [
      exampleContainer("a list from elsewhere", { securityContext: { capabilities: { add: "$" + "{var.x}" } } }),
      exampleContainer("one from elsewhere", { securityContext: { capabilities: { add: ["$" + "{var.x}"] } } }),
    ],
  }),
});
