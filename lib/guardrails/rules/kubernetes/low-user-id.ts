import { asText } from "../../../core/json";
import { appliedInCel, ON_WINDOWS } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { appliedField } from "./security-context";
import { isOnWindows } from "./workloads";

/** Numbers below are those of a node's own users. Source: checkov CKV_K8S_40. */
const LOWEST = 10_000;

/** Where nothing is said the image decides. */
const USER = `${appliedInCel("runAsUser")}.orValue(0)`;

export const lowUserId = guardrail({
  id: "kubernetes/low-user-id",
  title: "No container runs as a user whose number a node may know",
  severity: "low",
  why: "What gets out of the container has the rights of the node's user of that number.",
  fix: "set runAsUser to 10000 or more, or hostUsers to false; a Workload runs as 10001",
  aliases: ["CKV_K8S_40", "KSV-0020"],
  subject: "container",
  check: (container) => {
    if (isOnWindows(container.pod) || container.pod.spec["hostUsers"] === false) return undefined;
    const { found, judged } = appliedField(container, "runAsUser");
    if (found.state === "unknown") return judged((at) => unknown(at));
    if (found.state === "absent") return judged((at) => unknown(at, "the image decides who it runs as"));
    const number = Number(asText(found.value));
    // Another rule speaks of root.
    if (number === 0) return undefined;
    return number >= LOWEST ? PASS : judged((at) => fail(at, `a number of ${LOWEST} or more`, number));
  },
  admission: {
    over: "container",
    holds: `${ON_WINDOWS} || !variables.pod.?hostUsers.orValue(true) || ${USER} == 0 || ${USER} >= ${LOWEST}`,
  },
  examples: () => ({
    pass: [
      exampleContainer("a high number", { securityContext: { runAsUser: 10_000 } }),
      exampleContainer("a high number for the pod", {}, { securityContext: { runAsUser: 10_001 } }),
    ],
    fail: [
      exampleContainer("a low number", { securityContext: { runAsUser: 9999 } }),
      exampleContainer("a low number for the pod", {}, { securityContext: { runAsUser: 1000 } }),
    ],
    unknown: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a number from elsewhere", { securityContext: { runAsUser: "$" + "{var.user}" } }),
    ],
    notApplicable: [
      exampleContainer("root", { securityContext: { runAsUser: 0 } }),
      exampleContainer("users that are not the node's", { securityContext: { runAsUser: 1000 } }, { hostUsers: false }),
      exampleContainer("a container on Windows", {}, { os: { name: "windows" } }),
    ],
  }),
});
