import { asText, isJsonRecord } from "../../../core/json";
import { appliedInCel, ON_WINDOWS } from "../../admission/cel";
import { exampleContainer, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import type { ContainerView } from "../../subjects/container-view";
import { valueIn } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { appliedField } from "./security-context";
import { isOnWindows, isWrittenByProvider } from "./workloads";

const AT = ["securityContext", "runAsNonRoot"];

const USER = appliedInCel("runAsUser");

export const rootUser = guardrail({
  id: "kubernetes/root-user",
  title: "No container runs as root",
  severity: "medium",
  why: "Root in a container is root on the node as soon as a flaw of the kernel or the runtime lets it out.",
  fix: "set runAsNonRoot to true and runAsUser to a number above 10000, on the pod or on the container; a Workload does",
  aliases: ["CKV_K8S_23", "KSV-0012", "KSV-0105", "C-0013", "container-security-context-user-group-id"],
  subject: "container",
  check: (container) => {
    if (isOnWindows(container.pod)) return undefined;
    const user = appliedField(container, "runAsUser");
    if (user.found.state === "known") {
      const number = Number(asText(user.found.value));
      return number === 0 ? user.judged((at) => fail(at, "the number of another user than root", number)) : PASS;
    }
    const nonRoot = appliedField(container, "runAsNonRoot");
    if (nonRoot.found.state === "known" && nonRoot.found.value === true && !isUnsaid(container)) return PASS;
    if (user.found.state === "unknown") return user.judged((at) => unknown(at));
    if (nonRoot.found.state === "unknown") return nonRoot.judged((at) => unknown(at));
    return fail(AT, "true", valueIn(nonRoot.found));
  },
  admission: {
    over: "container",
    holds: `${ON_WINDOWS} || (${USER}.hasValue() ? ${USER}.value() != 0 : ${appliedInCel("runAsNonRoot")}.orValue(false))`,
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that says it is not root", { securityContext: { runAsNonRoot: true } }),
      exampleContainer("a pod that says so for all of its containers", {}, { securityContext: { runAsNonRoot: true } }),
      exampleContainer("a user by number", { securityContext: { runAsUser: 10_001 } }),
      exampleOf("the same of the pod in Terraform", "kubernetes_pod_v1", {
        metadata: { name: "it", namespace: "apps" },
        spec: { container: [{ name: "main" }], security_context: { run_as_non_root: true } },
      }),
      exampleOf("a block of the container in Terraform", "kubernetes_pod_v1", {
        metadata: { name: "it", namespace: "apps" },
        spec: { container: [{ name: "main", security_context: { run_as_non_root: true } }] },
      }),
      exampleOf("an empty block of the container", "kubernetes_pod_v1", {
        metadata: { name: "it", namespace: "apps" },
        spec: { container: [{ name: "main", security_context: {} }], security_context: { run_as_non_root: true } },
      }),
      exampleContainer(
        "another setting of the container, in a manifest",
        { securityContext: { privileged: false } },
        { securityContext: { runAsNonRoot: true } },
      ),
      exampleOf("another setting of the container, in a manifest of Terraform's", "kubernetes_manifest", {
        manifest: {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "it", namespace: "apps" },
          spec: {
            containers: [{ name: "main", securityContext: { privileged: false } }],
            securityContext: { runAsNonRoot: true },
          },
        },
      }),
    ],
    fail: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a container that says it may be root", { securityContext: { runAsNonRoot: false } }),
      exampleContainer("root by number", { securityContext: { runAsUser: 0, runAsNonRoot: true } }),
      exampleContainer("a pod that is root by number", {}, { securityContext: { runAsUser: 0 } }),
      exampleContainer(
        "a container that takes back what its pod says",
        { securityContext: { runAsNonRoot: false } },
        { securityContext: { runAsNonRoot: true } },
      ),
      exampleOf("a block of the container that takes back what its pod says", "kubernetes_pod_v1", {
        metadata: { name: "it", namespace: "apps" },
        spec: {
          container: [{ name: "main", security_context: { read_only_root_filesystem: true } }],
          security_context: { run_as_non_root: true },
        },
      }),
    ],
    unknown: [
      exampleContainer("a user from elsewhere", { securityContext: { runAsUser: "$" + "{var.user}" } }),
      exampleContainer("a setting from elsewhere", {}, { securityContext: { runAsNonRoot: "$" + "{var.user}" } }),
    ],
    notApplicable: [exampleContainer("a container on Windows", {}, { os: { name: "windows" } })],
  }),
});

/**
 * Terraform's provider writes `false` on a container whose block says nothing of it, and so takes back what the pod says.
 * Source: terraform-provider-kubernetes v2.38.0, `expandContainerSecurityContext`.
 */
function isUnsaid({ pod, spec }: ContainerView): boolean {
  const own = spec["securityContext"];
  if (!isWrittenByProvider(pod.object) || !isJsonRecord(own)) return false;
  return Object.keys(own).length > 0 && !("runAsNonRoot" in own);
}
