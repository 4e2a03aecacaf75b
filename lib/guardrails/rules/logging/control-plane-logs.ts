import { asList } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

/** Every kind of log that the control plane of EKS writes. */
const KINDS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const controlPlaneLogs = guardrail({
  id: "logging/control-plane-logs",
  title: "Every EKS cluster writes all logs of its control plane",
  severity: "medium",
  why: "Without the audit log nobody can say who read a secret or changed a role in the cluster.",
  fix: "set enabled_cluster_log_types to all five; an EksCluster does",
  controls: { iso27001: ["A.8.15"], pci: ["10.2.1", "10.2.2", "10.6.3"], nist: ["AU-12"] },
  aliases: ["CKV_AWS_37", "AWS-0038", "AwsSolutions-EKS2"],
  subject: "resource",
  types: ["aws_eks_cluster"],
  check: ofMade(({ config }) => {
    const at = ["enabled_cluster_log_types"];
    const found = read(config, at);
    if (found.state === "unknown") return unknown(at);
    const written = found.state === "known" ? asList(found.value) : [];
    const missing = KINDS.filter((kind) => !written.includes(kind));
    if (missing.length === 0) return PASS;
    return written.includes(REFERENCE) ? unknown(at) : fail(at, `also ${missing.join(", ")}`, written);
  }),
  examples: () => {
    const cluster = (says: string, config: object) => exampleOf(says, "aws_eks_cluster", { name: "it", ...config });
    return {
      pass: [cluster("a cluster with all of them", { enabled_cluster_log_types: KINDS })],
      fail: [
        cluster("a cluster that says nothing", {}),
        cluster("a cluster with some of them", { enabled_cluster_log_types: ["api", "audit"] }),
        ...KINDS.map((kind) =>
          cluster(`a cluster without ${kind}`, { enabled_cluster_log_types: KINDS.filter((other) => other !== kind) }),
        ),
      ],
      unknown: [
        cluster("a list that is given later", { enabled_cluster_log_types: "$" + "{var.logs}" }),
        cluster("one that is given later", { enabled_cluster_log_types: ["api", "$" + "{var.log}"] }),
      ],
      notApplicable: [
        { says: "a cluster that is read", stacks: { example: { data: { aws_eks_cluster: { it: { name: "it" } } } } } },
      ],
    };
  },
});
