import { appliedInCel, celList } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { appliedField } from "./security-context";

/** Types that the baseline allows. Source: Kubernetes, "Pod Security Standards". */
const TYPES: readonly unknown[] = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

export const selinuxOptions = guardrail({
  id: "kubernetes/selinux-options",
  title: "No container leaves SELinux' confinement",
  severity: "medium",
  why: "Another user, role or type than a container's own may touch the node's files and the other containers' processes.",
  fix: "remove user and role from seLinuxOptions, and any type but container_t and those made from it",
  aliases: ["KSV-0025"],
  subject: "container",
  check: (container) => {
    const field = (name: string, isAllowed: (value: unknown) => boolean): readonly Judgement[] => {
      const { found, judged } = appliedField(container, "seLinuxOptions", name);
      if (found.state === "unknown") return [judged((at) => unknown(at))];
      if (found.state === "absent" || found.value === "" || isAllowed(found.value)) return [PASS];
      return [judged((at) => fail(at, "what a container has by itself", found.value))];
    };
    return [
      ...field("user", () => false),
      ...field("role", () => false),
      ...field("type", (value) => TYPES.includes(value)),
    ];
  },
  admission: {
    over: "container",
    holds: [
      ...["user", "role"].map((name) => `${appliedInCel("seLinuxOptions", name)}.orValue("") == ""`),
      `${appliedInCel("seLinuxOptions", "type")}.orValue("") in ${celList(["", ...TYPES])}`,
    ].join(" && "),
  },
  examples: () => ({
    pass: [
      exampleContainer("a container that says nothing", {}),
      exampleContainer("a level of its own", {
        securityContext: { seLinuxOptions: { level: "s0:c123,c456", user: "" } },
      }),
      exampleContainer("a type for containers", { securityContext: { seLinuxOptions: { type: "container_t" } } }),
    ],
    fail: [
      exampleContainer("the type that may do everything", { securityContext: { seLinuxOptions: { type: "spc_t" } } }),
      exampleContainer("another user", { securityContext: { seLinuxOptions: { user: "system_u" } } }),
      exampleContainer("another role for the pod", {}, { securityContext: { seLinuxOptions: { role: "sysadm_r" } } }),
    ],
    unknown: [
      exampleContainer("a type from elsewhere", { securityContext: { seLinuxOptions: { type: "$" + "{var.x}" } } }),
    ],
  }),
});
