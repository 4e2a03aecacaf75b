import { ON_WINDOWS, PRIVILEGED } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { capabilitiesOf, holdsUnknown } from "./capabilities";
import { isOnWindows, isPrivileged } from "./workloads";

const AT = ["securityContext", "capabilities", "drop"];

export const droppedCapabilities = guardrail({
  id: "kubernetes/dropped-capabilities",
  title: "Every container drops all capabilities",
  severity: "medium",
  why: "A container keeps fourteen of root's rights otherwise, among them raw packets, with which it answers for others on its network.",
  fix: "set capabilities.drop to [ALL], and add the one that is needed; a Workload drops all",
  aliases: ["CKV_K8S_28", "CKV_K8S_37", "KSV-0003", "KSV-0004"],
  subject: "container",
  check: (container) => {
    if (isOnWindows(container.pod) || isPrivileged(container)) return undefined;
    const dropped = capabilitiesOf(container, "drop");
    if (dropped.includes("ALL")) return PASS;
    return holdsUnknown(dropped) ? unknown(AT) : fail(AT, '["ALL"]', dropped);
  },
  admission: {
    over: "container",
    holds: `${ON_WINDOWS} || ${PRIVILEGED} || container.?securityContext.?capabilities.?drop.orValue([]).exists(name, name.upperAscii() in ["ALL", "CAP_ALL"])`,
  },
  examples: () => ({
    pass: [
      exampleContainer("all dropped", { securityContext: { capabilities: { drop: ["ALL"] } } }),
      exampleContainer("the same in small letters", { securityContext: { capabilities: { drop: ["all"] } } }),
    ],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("one dropped", { securityContext: { capabilities: { drop: ["NET_RAW"] } } }),
    ],
    unknown: [
      exampleContainer("a list from elsewhere", { securityContext: { capabilities: { drop: "$" + "{var.x}" } } }),
      exampleContainer("one from elsewhere", { securityContext: { capabilities: { drop: ["$" + "{var.x}"] } } }),
    ],
    notApplicable: [
      exampleContainer("a container on Windows", {}, { os: { name: "windows" } }),
      exampleContainer("a privileged one", { securityContext: { privileged: true } }),
    ],
  }),
});
