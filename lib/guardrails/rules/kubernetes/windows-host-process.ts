import { appliedInCel } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { appliedField } from "./security-context";

export const windowsHostProcess = guardrail({
  id: "kubernetes/windows-host-process",
  title: "No container is a process of its Windows node",
  severity: "critical",
  why: "Such a container is an administrator of its node, and from there reaches every pod that runs on it.",
  fix: "remove windowsOptions.hostProcess",
  aliases: ["KSV-0103", "C-0202"],
  subject: "container",
  check: (container) => {
    const { found, judged } = appliedField(container, "windowsOptions", "hostProcess");
    if (found.state === "unknown") return judged((at) => unknown(at));
    return found.state === "known" && found.value === true ? judged((at) => fail(at, "false", found.value)) : PASS;
  },
  admission: {
    over: "container",
    holds: `!${appliedInCel("windowsOptions", "hostProcess")}.orValue(false)`,
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a container that says no", { securityContext: { windowsOptions: { hostProcess: false } } }),
    ],
    fail: [
      exampleContainer("a process of the node", { securityContext: { windowsOptions: { hostProcess: true } } }),
      exampleContainer("a pod of such", {}, { securityContext: { windowsOptions: { hostProcess: true } } }),
    ],
    unknown: [
      exampleContainer("a value from elsewhere", {
        securityContext: { windowsOptions: { hostProcess: "$" + "{var.x}" } },
      }),
    ],
  }),
});
