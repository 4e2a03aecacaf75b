import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const procMount = guardrail({
  id: "kubernetes/proc-mount",
  title: "No container sees what the runtime hides of /proc",
  severity: "medium",
  why: "The hidden parts tell of the node's kernel and let a process change it.",
  fix: "remove procMount; a Workload never sets it",
  aliases: ["KSV-0027"],
  subject: "container",
  check: ({ spec }) => expectAt(spec, "securityContext.procMount").notToBe("Unmasked"),
  admission: {
    over: "container",
    holds: "container.?securityContext.?procMount.orValue('') != 'Unmasked'",
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("the runtime's own choice", { securityContext: { procMount: "Default" } }),
    ],
    fail: [exampleContainer("everything shown", { securityContext: { procMount: "Unmasked" } })],
    unknown: [exampleContainer("a value from elsewhere", { securityContext: { procMount: "$" + "{var.x}" } })],
  }),
});
