import type { Rule } from "../../rule";
import { addedCapability } from "./added-capability";
import { containerRuntimeSocket } from "./container-runtime-socket";
import { dangerousCapability } from "./dangerous-capability";
import { droppedCapabilities } from "./dropped-capabilities";
import { hostNamespace } from "./host-namespace";
import { hostNetwork } from "./host-network";
import { hostPath } from "./host-path";
import { hostPort } from "./host-port";
import { lowUserId } from "./low-user-id";
import { privilegeEscalation } from "./privilege-escalation";
import { privilegedContainer } from "./privileged-container";
import { procMount } from "./proc-mount";
import { readOnlyRoot } from "./read-only-root";
import { rootUser } from "./root-user";
import { seccompProfile } from "./seccomp-profile";
import { selinuxOptions } from "./selinux-options";
import { unconfinedApparmor } from "./unconfined-apparmor";
import { unsafeSysctl } from "./unsafe-sysctl";
import { windowsHostProcess } from "./windows-host-process";

/** Rules on Kubernetes workloads of all kinds. */
export const KUBERNETES_RULES: readonly Rule[] = [
  addedCapability,
  containerRuntimeSocket,
  dangerousCapability,
  droppedCapabilities,
  hostNamespace,
  hostNetwork,
  hostPath,
  hostPort,
  lowUserId,
  privilegeEscalation,
  privilegedContainer,
  procMount,
  readOnlyRoot,
  rootUser,
  seccompProfile,
  selinuxOptions,
  unconfinedApparmor,
  unsafeSysctl,
  windowsHostProcess,
];
