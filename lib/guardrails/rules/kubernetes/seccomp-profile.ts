import { appliedInCel, celList, ON_WINDOWS, PRIVILEGED } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { valueIn } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { appliedField } from "./security-context";
import { isOnWindows, isPrivileged } from "./workloads";

const ALLOWED: readonly unknown[] = ["RuntimeDefault", "Localhost"];

export const seccompProfile = guardrail({
  id: "kubernetes/seccomp-profile",
  title: "Every container runs under a seccomp profile",
  severity: "medium",
  why: "Without one it may make every system call there is, and most ways out of a container begin with a rare one.",
  fix: "set seccompProfile.type to RuntimeDefault, on the pod or on the container; a Workload does",
  aliases: ["CKV_K8S_31", "KSV-0030", "KSV-0104", "container-seccomp-profile"],
  subject: "container",
  check: (container) => {
    if (isOnWindows(container.pod) || isPrivileged(container)) return undefined;
    const { found, judged } = appliedField(container, "seccompProfile", "type");
    if (found.state === "unknown") return judged((at) => unknown(at));
    if (found.state === "known" && ALLOWED.includes(found.value)) return PASS;
    return judged((at) => fail(at, '"RuntimeDefault"', valueIn(found)));
  },
  admission: {
    over: "container",
    holds: `${ON_WINDOWS} || ${PRIVILEGED} || ${appliedInCel("seccompProfile", "type")}.orValue("") in ${celList(ALLOWED)}`,
  },
  examples: () => ({
    pass: [
      exampleContainer("the runtime's profile", { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
      exampleContainer("a profile of the pod", {}, { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
      exampleContainer("a profile of one's own", {
        securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "reth.json" } },
      }),
    ],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("no profile, in words", {}, { securityContext: { seccompProfile: { type: "Unconfined" } } }),
      exampleContainer(
        "a container that takes back what its pod says",
        { securityContext: { seccompProfile: { type: "Unconfined" } } },
        { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
      ),
    ],
    unknown: [
      exampleContainer("a profile from elsewhere", { securityContext: { seccompProfile: { type: "$" + "{var.x}" } } }),
    ],
    notApplicable: [
      exampleContainer("a container on Windows", {}, { os: { name: "windows" } }),
      exampleContainer("a privileged one", { securityContext: { privileged: true } }),
    ],
  }),
});
