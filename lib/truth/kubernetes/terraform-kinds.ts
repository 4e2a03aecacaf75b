/**
 * What each resource type of the Kubernetes provider makes, by the type's name without `kubernetes_`. Group and version
 * are those the provider's client asks for; a type without one it kept from older days asks for a version that is gone.
 * Source: terraform-provider-kubernetes v2.38.0, `resource_kubernetes_*.go`.
 */
const KINDS: Readonly<Record<string, string>> = {
  api_service: "apiregistration.k8s.io/v1 APIService",
  api_service_v1: "apiregistration.k8s.io/v1 APIService",
  cluster_role: "rbac.authorization.k8s.io/v1 ClusterRole",
  cluster_role_v1: "rbac.authorization.k8s.io/v1 ClusterRole",
  cluster_role_binding: "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
  cluster_role_binding_v1: "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
  config_map: "v1 ConfigMap",
  config_map_v1: "v1 ConfigMap",
  cron_job: "batch/v1beta1 CronJob",
  cron_job_v1: "batch/v1 CronJob",
  csi_driver: "storage.k8s.io/v1beta1 CSIDriver",
  csi_driver_v1: "storage.k8s.io/v1 CSIDriver",
  daemonset: "apps/v1 DaemonSet",
  daemon_set_v1: "apps/v1 DaemonSet",
  deployment: "apps/v1 Deployment",
  deployment_v1: "apps/v1 Deployment",
  endpoints: "v1 Endpoints",
  endpoints_v1: "v1 Endpoints",
  endpoint_slice_v1: "discovery.k8s.io/v1 EndpointSlice",
  horizontal_pod_autoscaler_v1: "autoscaling/v1 HorizontalPodAutoscaler",
  horizontal_pod_autoscaler_v2: "autoscaling/v2 HorizontalPodAutoscaler",
  horizontal_pod_autoscaler_v2beta2: "autoscaling/v2beta2 HorizontalPodAutoscaler",
  ingress: "extensions/v1beta1 Ingress",
  ingress_v1: "networking.k8s.io/v1 Ingress",
  ingress_class: "networking.k8s.io/v1 IngressClass",
  ingress_class_v1: "networking.k8s.io/v1 IngressClass",
  job: "batch/v1 Job",
  job_v1: "batch/v1 Job",
  limit_range: "v1 LimitRange",
  limit_range_v1: "v1 LimitRange",
  mutating_webhook_configuration: "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration",
  mutating_webhook_configuration_v1: "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration",
  namespace: "v1 Namespace",
  namespace_v1: "v1 Namespace",
  network_policy: "networking.k8s.io/v1 NetworkPolicy",
  network_policy_v1: "networking.k8s.io/v1 NetworkPolicy",
  persistent_volume: "v1 PersistentVolume",
  persistent_volume_v1: "v1 PersistentVolume",
  persistent_volume_claim: "v1 PersistentVolumeClaim",
  persistent_volume_claim_v1: "v1 PersistentVolumeClaim",
  pod: "v1 Pod",
  pod_v1: "v1 Pod",
  pod_disruption_budget: "policy/v1beta1 PodDisruptionBudget",
  pod_disruption_budget_v1: "policy/v1 PodDisruptionBudget",
  priority_class: "scheduling.k8s.io/v1 PriorityClass",
  priority_class_v1: "scheduling.k8s.io/v1 PriorityClass",
  replication_controller: "v1 ReplicationController",
  replication_controller_v1: "v1 ReplicationController",
  resource_quota: "v1 ResourceQuota",
  resource_quota_v1: "v1 ResourceQuota",
  role: "rbac.authorization.k8s.io/v1 Role",
  role_v1: "rbac.authorization.k8s.io/v1 Role",
  role_binding: "rbac.authorization.k8s.io/v1 RoleBinding",
  role_binding_v1: "rbac.authorization.k8s.io/v1 RoleBinding",
  runtime_class_v1: "node.k8s.io/v1 RuntimeClass",
  secret: "v1 Secret",
  secret_v1: "v1 Secret",
  service: "v1 Service",
  service_v1: "v1 Service",
  service_account: "v1 ServiceAccount",
  service_account_v1: "v1 ServiceAccount",
  stateful_set: "apps/v1 StatefulSet",
  stateful_set_v1: "apps/v1 StatefulSet",
  storage_class: "storage.k8s.io/v1 StorageClass",
  storage_class_v1: "storage.k8s.io/v1 StorageClass",
  validating_webhook_configuration: "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
  validating_webhook_configuration_v1: "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
};

const PREFIX = "kubernetes_";

/** Group, version and kind of what a resource type makes: `apps/v1 Deployment`. Undefined for a type that makes none. */
export function kindOfTerraformType(type: string): string | undefined {
  const name = type.slice(PREFIX.length);
  return type.startsWith(PREFIX) && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

/** Every resource type that makes an object. */
export const TERRAFORM_TYPES: readonly string[] = Object.keys(KINDS).map((name) => `${PREFIX}${name}`);
