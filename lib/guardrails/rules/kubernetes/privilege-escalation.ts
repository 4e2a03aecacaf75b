import { ON_WINDOWS, PRIVILEGED } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { isOnWindows, isPrivileged } from "./workloads";

export const privilegeEscalation = guardrail({
  id: "kubernetes/privilege-escalation",
  title: "No process of a container gains more rights than it was started with",
  severity: "medium",
  why: "A program with the setuid bit in the image makes an intruder root inside of the container.",
  fix: "set allowPrivilegeEscalation to false; a Workload does",
  controls: { cisEks: ["4.2.5"] },
  aliases: ["CKV_K8S_20", "KSV-0001", "C-0016"],
  subject: "container",
  check: (container) =>
    isOnWindows(container.pod) || isPrivileged(container)
      ? undefined
      : expectAt(container.spec, "securityContext.allowPrivilegeEscalation").toBe(false),
  admission: {
    over: "container",
    holds: `${ON_WINDOWS} || ${PRIVILEGED} || !container.?securityContext.?allowPrivilegeEscalation.orValue(true)`,
  },
  examples: () => ({
    pass: [exampleContainer("a container that says no", { securityContext: { allowPrivilegeEscalation: false } })],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a container that says yes", { securityContext: { allowPrivilegeEscalation: true } }),
    ],
    unknown: [
      exampleContainer("a value from elsewhere", { securityContext: { allowPrivilegeEscalation: "$" + "{var.x}" } }),
    ],
    notApplicable: [
      exampleContainer("a container on Windows", {}, { os: { name: "windows" } }),
      exampleContainer("a privileged one", { securityContext: { privileged: true } }),
    ],
  }),
});
