import { cidr } from "./cidr";
import { oneOf, type ValueRule, type ValueRules } from "./rule";

// Words are those of terraform-provider-kubernetes v2.38.0, kubernetes/resource_*.go and kubernetes/schema_*.go,
// which quotes the Kubernetes API. `image_pull_policy` and `policy_types` are in its argument descriptions.
const ACCESS_MODES = oneOf("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");
const VOLUME_MODE = oneOf("Block", "Filesystem");
const PROTOCOL = oneOf("TCP", "UDP", "SCTP");
const RETENTION = oneOf("Retain", "Delete");

const POD: Readonly<Record<string, ValueRule>> = {
  dns_policy: oneOf("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
  restart_policy: oneOf("Always", "OnFailure", "Never"),
  "container.image_pull_policy": oneOf("Always", "Never", "IfNotPresent"),
  "init_container.image_pull_policy": oneOf("Always", "Never", "IfNotPresent"),
  "security_context.fs_group_change_policy": oneOf("Always", "OnRootMismatch"),
  "security_context.seccomp_profile.type": oneOf("Localhost", "RuntimeDefault", "Unconfined"),
  "toleration.effect": oneOf("NoSchedule", "PreferNoSchedule", "NoExecute"),
  "toleration.operator": oneOf("Exists", "Equal"),
};

/** A pod that its controller must restart: any other policy is refused by the API. */
const LASTING_POD = { ...POD, restart_policy: oneOf("Always") };
/** A pod that runs to an end. */
const FINITE_POD = { ...POD, restart_policy: oneOf("OnFailure", "Never") };

const CLAIM = { "spec.access_modes": ACCESS_MODES, "spec.volume_mode": VOLUME_MODE };

/** Rules by type without its version ending: `kubernetes_service` stands for `kubernetes_service_v1` as well. */
export const KUBERNETES_RULES: ValueRules = {
  kubernetes_cron_job: {
    "spec.concurrency_policy": oneOf("Allow", "Forbid", "Replace"),
    ...at("spec.job_template.spec.template.spec", FINITE_POD),
  },
  kubernetes_daemon_set: at("spec.template.spec", LASTING_POD),
  kubernetes_daemonset: at("spec.template.spec", LASTING_POD),
  kubernetes_deployment: {
    "spec.strategy.type": oneOf("RollingUpdate", "Recreate"),
    ...at("spec.template.spec", LASTING_POD),
  },
  kubernetes_job: {
    "spec.completion_mode": oneOf("Indexed", "NonIndexed"),
    ...at("spec.template.spec", FINITE_POD),
  },
  kubernetes_network_policy: {
    "spec.egress.to.ip_block.cidr": cidr(),
    "spec.ingress.from.ip_block.cidr": cidr(),
    "spec.policy_types": oneOf("Ingress", "Egress"),
  },
  kubernetes_persistent_volume: {
    "spec.access_modes": ACCESS_MODES,
    "spec.persistent_volume_reclaim_policy": oneOf("Recycle", "Delete", "Retain"),
    "spec.volume_mode": VOLUME_MODE,
  },
  kubernetes_persistent_volume_claim: CLAIM,
  kubernetes_pod: at("spec", POD),
  kubernetes_service: {
    "spec.external_traffic_policy": oneOf("Local", "Cluster"),
    "spec.internal_traffic_policy": oneOf("Local", "Cluster"),
    "spec.ip_families": oneOf("IPv4", "IPv6"),
    "spec.ip_family_policy": oneOf("SingleStack", "PreferDualStack", "RequireDualStack"),
    "spec.port.protocol": PROTOCOL,
    "spec.session_affinity": oneOf("ClientIP", "None"),
    "spec.type": oneOf("ClusterIP", "ExternalName", "NodePort", "LoadBalancer"),
  },
  kubernetes_stateful_set: {
    "spec.persistent_volume_claim_retention_policy.when_deleted": RETENTION,
    "spec.persistent_volume_claim_retention_policy.when_scaled": RETENTION,
    "spec.pod_management_policy": oneOf("OrderedReady", "Parallel"),
    "spec.update_strategy.type": oneOf("RollingUpdate", "OnDelete"),
    ...at("spec.volume_claim_template", CLAIM),
    ...at("spec.template.spec", LASTING_POD),
  },
  kubernetes_storage_class: {
    reclaim_policy: oneOf("Recycle", "Delete", "Retain"),
    volume_binding_mode: oneOf("Immediate", "WaitForFirstConsumer"),
  },
};

function at(prefix: string, rules: Readonly<Record<string, ValueRule>>): Readonly<Record<string, ValueRule>> {
  return Object.fromEntries(Object.entries(rules).map(([path, rule]) => [`${prefix}.${path}`, rule]));
}
