import { ON_WINDOWS } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { isOnWindows } from "./workloads";

export const readOnlyRoot = guardrail({
  id: "kubernetes/read-only-root",
  title: "The root file system of every container is read-only",
  severity: "high",
  why: "An intruder who can write there brings tools, and changes the program that runs.",
  fix: "set readOnlyRootFilesystem to true and mount an emptyDir where the program writes; a Workload does the first, and its scratch volumes the second",
  aliases: ["CKV_K8S_22", "KSV-0014", "C-0017", "container-security-context-readonlyrootfilesystem"],
  subject: "container",
  check: ({ pod, spec }) =>
    isOnWindows(pod) ? undefined : expectAt(spec, "securityContext.readOnlyRootFilesystem").toBe(true),
  admission: {
    over: "container",
    holds: `${ON_WINDOWS} || container.?securityContext.?readOnlyRootFilesystem.orValue(false)`,
  },
  examples: () => ({
    pass: [exampleContainer("a file system that is read", { securityContext: { readOnlyRootFilesystem: true } })],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a file system that is written", { securityContext: { readOnlyRootFilesystem: false } }),
    ],
    unknown: [
      exampleContainer("a value from elsewhere", { securityContext: { readOnlyRootFilesystem: "$" + "{var.x}" } }),
    ],
    notApplicable: [exampleContainer("a container on Windows", {}, { os: { name: "windows" } })],
  }),
});
