import { PRIVILEGED } from "../../admission/cel";
import { exampleContainer, exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { OF_NODE } from "./node-agents";

export const privilegedContainer = guardrail({
  id: "kubernetes/privileged-container",
  title: "No container is privileged",
  severity: "critical",
  why: "A privileged container is root on its node, and from there reaches every pod that runs on it.",
  fix: `remove privileged, and add the one capability that is needed; a Workload never sets it; ${OF_NODE}`,
  controls: { soc2: ["CC6.1", "CC6.8"], nist: ["AC-6"], cisEks: ["4.2.1"] },
  aliases: ["CKV_K8S_16", "KSV-0017", "C-0057", "container-security-context-privileged"],
  subject: "container",
  check: ({ spec }) => expectAt(spec, "securityContext.privileged").notToBe(true),
  admission: {
    over: "container",
    holds: `!${PRIVILEGED}`,
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a container that says no", { securityContext: { privileged: false } }),
    ],
    fail: [
      exampleContainer("a privileged container", { securityContext: { privileged: true } }),
      exampleObjects("a privileged container of a rollout", {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "Rollout",
        metadata: { name: "it", namespace: "apps" },
        spec: { template: { spec: { containers: [{ name: "main", securityContext: { privileged: true } }] } } },
      }),
    ],
    notApplicable: [
      exampleObjects("a kind of another group that is called alike", {
        apiVersion: "example.org/v1",
        kind: "Deployment",
        metadata: { name: "it", namespace: "apps" },
        spec: { template: { spec: { containers: [{ name: "main", securityContext: { privileged: true } }] } } },
      }),
    ],
    unknown: [exampleContainer("a value from elsewhere", { securityContext: { privileged: "$" + "{var.x}" } })],
  }),
});
