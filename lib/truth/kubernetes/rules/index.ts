import { checkRole, checkRoleBinding } from "./access";
import { checkAutoscaler, checkDisruptionBudget, checkLimitRange, checkPriorityClass } from "./capacity";
import { checkNamespace } from "./namespace";
import { checkNetworkPolicy } from "./network-policy";
import type { Rule } from "./rule";
import { checkIngress, checkService } from "./services";
import { checkClaim, checkStorageClass } from "./storage";
import { checkConfigMap, checkSecret } from "./stored-data";
import { checkCronJob, checkDeployment, checkJob, checkPod, checkStatefulSet } from "./workloads";

export { checkMetadata } from "./metadata";
export type { Rule } from "./rule";

/** What the API server checks in code, by kind. */
export const RULES_OF_KIND: Readonly<Record<string, Rule>> = {
  ClusterRole: checkRole,
  ClusterRoleBinding: checkRoleBinding,
  ConfigMap: checkConfigMap,
  CronJob: checkCronJob,
  DaemonSet: checkDeployment,
  Deployment: checkDeployment,
  HorizontalPodAutoscaler: checkAutoscaler,
  Ingress: checkIngress,
  Job: checkJob,
  LimitRange: checkLimitRange,
  Namespace: checkNamespace,
  NetworkPolicy: checkNetworkPolicy,
  PersistentVolumeClaim: checkClaim,
  Pod: checkPod,
  PodDisruptionBudget: checkDisruptionBudget,
  PriorityClass: checkPriorityClass,
  Role: checkRole,
  RoleBinding: checkRoleBinding,
  Secret: checkSecret,
  Service: checkService,
  StatefulSet: checkStatefulSet,
  StorageClass: checkStorageClass,
};
