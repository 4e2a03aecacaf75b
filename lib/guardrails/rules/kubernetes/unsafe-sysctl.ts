import { celList } from "../../admission/cel";
import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { PASS, unknown } from "../../verdict";
import { itemsAt } from "./lists";

/** Sysctls that reach no further than the pod. Source: Kubernetes, "Pod Security Standards", baseline. */
const SAFE: readonly unknown[] = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

const AT = ["securityContext", "sysctls"];

export const unsafeSysctl = guardrail({
  id: "kubernetes/unsafe-sysctl",
  title: "No pod sets a kernel parameter that reaches beyond it",
  severity: "medium",
  why: "Such a parameter changes the node for every pod on it, or switches off what keeps them apart.",
  fix: "remove it from the pod's sysctls, and set it for a whole node group where it is needed",
  aliases: ["KSV-0026"],
  subject: "pod",
  check: ({ spec }) => {
    const found = itemsAt(spec, AT)?.flatMap(
      (_, index) =>
        expectAt(spec, [...AT, index, "name"]).toSatisfy(
          (name) => SAFE.includes(name),
          "one that reaches no further than the pod",
          "not-applicable",
        ) ?? [],
    );
    if (found === undefined) return unknown(AT);
    return found.length === 0 ? PASS : found;
  },
  admission: {
    over: "pod",
    holds: `variables.pod.?securityContext.?sysctls.orValue([]).all(sysctl, !has(sysctl.name) || sysctl.name in ${celList(SAFE)})`,
  },
  examples: () => ({
    pass: [
      examplePod("a pod that sets none", {}),
      examplePod("a safe one", {
        securityContext: { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "80" }] },
      }),
      examplePod("one without a name", { securityContext: { sysctls: [{}] } }),
    ],
    fail: [
      examplePod("one of the whole node", {
        securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] },
      }),
    ],
    unknown: [
      examplePod("some from elsewhere", { securityContext: { sysctls: "$" + "{var.sysctls}" } }),
      examplePod("one from elsewhere", { securityContext: { sysctls: [{ name: "$" + "{var.name}", value: "1" }] } }),
    ],
  }),
});
