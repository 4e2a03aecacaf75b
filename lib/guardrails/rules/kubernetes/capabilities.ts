import { asText } from "../../../core/json";
import { holdsReference, REFERENCE } from "../../../truth/terraform-text";
import type { ContainerView } from "../../subjects/container-view";
import { itemsAt } from "./lists";

/** Names of the capabilities that a container adds or drops, in capitals and without the `CAP_` in front. */
export function capabilitiesOf({ spec }: ContainerView, list: "add" | "drop"): readonly string[] {
  const names = itemsAt(spec, ["securityContext", "capabilities", list]) ?? [REFERENCE];
  return names.map((name) => asText(name).toUpperCase().replace(/^CAP_/, ""));
}

/** Whether one of them is not known before the apply. */
export function holdsUnknown(capabilities: readonly string[]): boolean {
  return capabilities.some(holdsReference);
}

/**
 * Capabilities that let a process out of its container, into the network of others or into the kernel. Sources: the list
 * of Kubescape's C-0046 and the checks KSV-0005, KSV-0119 and KSV-0120 of Trivy; capabilities(7).
 */
export const DANGEROUS: readonly string[] = [
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "MAC_ADMIN",
  "MAC_OVERRIDE",
  "NET_ADMIN",
  "NET_RAW",
  "PERFMON",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
];

/** What the baseline of the Pod Security Standards lets a container add. Source: Kubernetes, "Pod Security Standards". */
export const BASELINE: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];
