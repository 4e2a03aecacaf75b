import { celMatches } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { BASELINE, capabilitiesOf, DANGEROUS, holdsUnknown } from "./capabilities";

/** Those of the baseline, and the dangerous ones, of which another rule speaks. */
const KNOWN = new RegExp(`^(CAP_)?(${[...BASELINE, ...DANGEROUS].join("|")})$`);

const AT = ["securityContext", "capabilities", "add"];

export const addedCapability = guardrail({
  id: "kubernetes/added-capability",
  title: "No container adds a capability beyond those that containers have by default",
  severity: "medium",
  why: "Each is a right of root's that hardly any program needs, and a namespace that enforces the baseline refuses the pod.",
  fix: "remove it from capabilities.add; a Workload adds none",
  aliases: ["CKV_K8S_25", "KSV-0022"],
  subject: "container",
  check: (container) => {
    const added = capabilitiesOf(container, "add");
    // Another rule speaks of the dangerous ones.
    const more = added.filter((name) => !BASELINE.includes(name) && !DANGEROUS.includes(name));
    if (holdsUnknown(more)) return unknown(AT);
    return more.length > 0 ? fail(AT, "none, or one of the baseline", more) : PASS;
  },
  admission: {
    over: "container",
    holds: `container.?securityContext.?capabilities.?add.orValue([]).all(name, ${celMatches("name.upperAscii()", KNOWN)})`,
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that adds none", {}),
      exampleContainer("one of the baseline", { securityContext: { capabilities: { add: ["CHOWN"] } } }),
      exampleContainer("one that another rule speaks of", {
        securityContext: { capabilities: { add: ["SYS_ADMIN"] } },
      }),
    ],
    fail: [
      exampleContainer("one that sets the clock", { securityContext: { capabilities: { add: ["CAP_SYS_TIME"] } } }),
    ],
    unknown: [
      exampleContainer("a list from elsewhere", { securityContext: { capabilities: { add: "$" + "{var.x}" } } }),
      exampleContainer("one from elsewhere", { securityContext: { capabilities: { add: ["$" + "{var.x}"] } } }),
    ],
  }),
});
