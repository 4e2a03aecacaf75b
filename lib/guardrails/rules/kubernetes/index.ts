import type { Rule } from "../../rule";
import { addedCapability } from "./added-capability";
import { blockingDisruptionBudget } from "./blocking-disruption-budget";
import { clientStopGrace } from "./client-stop-grace";
import { containerRuntimeSocket } from "./container-runtime-socket";
import { dangerousCapability } from "./dangerous-capability";
import { defaultNamespace } from "./default-namespace";
import { defaultServiceAccount } from "./default-service-account";
import { disruptionBudget } from "./disruption-budget";
import { droppedCapabilities } from "./dropped-capabilities";
import { ephemeralVolumeLimit } from "./ephemeral-volume-limit";
import { hostAliases } from "./host-aliases";
import { hostNamespace } from "./host-namespace";
import { hostNetwork } from "./host-network";
import { hostPath } from "./host-path";
import { hostPort } from "./host-port";
import { hostUsers } from "./host-users";
import { imagePullPolicy } from "./image-pull-policy";
import { livenessProbe } from "./liveness-probe";
import { lowUserId } from "./low-user-id";
import { memoryLimit } from "./memory-limit";
import { networkPolicyDirection } from "./network-policy-direction";
import { podNetworkPolicy } from "./pod-network-policy";
import { podSecurityLabels } from "./pod-security-labels";
import { privilegeEscalation } from "./privilege-escalation";
import { privilegedContainer } from "./privileged-container";
import { procMount } from "./proc-mount";
import { readOnlyRoot } from "./read-only-root";
import { readableObject } from "./readable-object";
import { readinessProbe } from "./readiness-probe";
import { replicaSpread } from "./replica-spread";
import { resourceRequests } from "./resource-requests";
import { rootUser } from "./root-user";
import { seccompProfile } from "./seccomp-profile";
import { secretInConfigMap } from "./secret-in-config-map";
import { secretInEnvironment } from "./secret-in-environment";
import { secretInManifest } from "./secret-in-manifest";
import { selinuxOptions } from "./selinux-options";
import { serviceAccountToken } from "./service-account-token";
import { sharedProcessNamespace } from "./shared-process-namespace";
import { singleReplica } from "./single-replica";
import { statefulSetService } from "./stateful-set-service";
import { unconfinedApparmor } from "./unconfined-apparmor";
import { unsafeSysctl } from "./unsafe-sysctl";
import { webhookFailurePolicy } from "./webhook-failure-policy";
import { windowsHostProcess } from "./windows-host-process";

/** Rules on Kubernetes workloads of all kinds, and on what stands around them. */
export const KUBERNETES_RULES: readonly Rule[] = [
  addedCapability,
  blockingDisruptionBudget,
  clientStopGrace,
  containerRuntimeSocket,
  dangerousCapability,
  defaultNamespace,
  defaultServiceAccount,
  disruptionBudget,
  droppedCapabilities,
  ephemeralVolumeLimit,
  hostAliases,
  hostNamespace,
  hostNetwork,
  hostPath,
  hostPort,
  hostUsers,
  imagePullPolicy,
  livenessProbe,
  lowUserId,
  memoryLimit,
  networkPolicyDirection,
  podNetworkPolicy,
  podSecurityLabels,
  privilegeEscalation,
  privilegedContainer,
  procMount,
  readOnlyRoot,
  readableObject,
  readinessProbe,
  replicaSpread,
  resourceRequests,
  rootUser,
  seccompProfile,
  secretInConfigMap,
  secretInEnvironment,
  secretInManifest,
  selinuxOptions,
  serviceAccountToken,
  sharedProcessNamespace,
  singleReplica,
  statefulSetService,
  unconfinedApparmor,
  unsafeSysctl,
  webhookFailurePolicy,
  windowsHostProcess,
];
