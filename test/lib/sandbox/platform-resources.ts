// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { at } from "./stacks";

/** The Kubernetes, Helm, Vault and GitHub resources of the wide stack; they read its AWS resources. */
export function platformResources(): object {
  return {
    kubernetes_namespace: { apps: { metadata: { name: "apps", labels: { "palisade.dev/kind": "agent" } } } },
    kubernetes_config_map: {
      settings: {
        metadata: { name: "settings", namespace: "${kubernetes_namespace.apps.metadata[0].name}" },
        data: { role: "${aws_iam_role.node.arn}" },
      },
    },
    kubernetes_service_account: {
      app: { metadata: { name: "app", namespace: "${kubernetes_namespace.apps.metadata[0].name}" } },
    },
    kubernetes_deployment: {
      app: {
        ...at("wide/app/deployment"),
        metadata: { name: "app", namespace: "${kubernetes_namespace.apps.metadata[0].name}" },
        spec: {
          replicas: "2",
          selector: { match_labels: { app: "app" } },
          template: {
            metadata: {
              labels: { app: "app" },
              annotations: { uid: "${kubernetes_config_map.settings.metadata[0].uid}" },
            },
            spec: {
              service_account_name: "${kubernetes_service_account.app.metadata[0].name}",
              container: [
                {
                  name: "app",
                  image: "app:1.0.0",
                  env: [{ name: "A", value: "1" }],
                  port: [{ container_port: 8080 }],
                },
              ],
            },
          },
        },
        timeouts: { create: "5m" },
      },
    },
    kubernetes_service: {
      app: {
        metadata: { name: "app" },
        spec: { selector: { app: "app" }, port: [{ port: 80, target_port: "8080" }] },
      },
    },
    kubernetes_network_policy: {
      deny: {
        metadata: { name: "deny" },
        spec: {
          pod_selector: {},
          policy_types: ["Ingress", "Egress"],
          ingress: [
            {
              from: [{ pod_selector: { match_labels: { app: "app" } } }],
              ports: [{ port: "8080", protocol: "TCP" }],
            },
          ],
        },
      },
    },
    kubernetes_manifest: {
      custom: {
        manifest: {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "x", namespace: "apps" },
          data: { zone: "${aws_route53_zone.main.zone_id}" },
        },
      },
    },
    helm_release: {
      chart: {
        name: "chart",
        chart: "./assets/chart",
        values: ["${yamlencode({ replicas = 2 })}"],
        set: [{ name: "role", value: "${aws_iam_role.node.arn}" }],
        set_wo: [{ name: "password", value: "very-secret-literal" }],
        set_wo_revision: 1,
      },
    },
    vault_mount: { apps: { path: "apps", type: "kv", options: { version: "2" } } },
    vault_policy: {
      app: { name: "app", policy: 'path "${vault_mount.apps.path}/data/app" { capabilities = ["read"] }' },
    },
    vault_auth_backend: { kubernetes: { type: "kubernetes" } },
    vault_kubernetes_auth_backend_role: {
      app: {
        backend: "${vault_auth_backend.kubernetes.path}",
        role_name: "app",
        bound_service_account_names: ["app"],
        bound_service_account_namespaces: ["apps"],
        token_policies: ["${vault_policy.app.name}"],
      },
    },
    vault_kv_secret_v2: {
      seed: {
        mount: "${vault_mount.apps.path}",
        name: "seed",
        data_json_wo: '{"token":"another-secret-literal"}',
        data_json_wo_version: 1,
      },
    },
    github_repository: { config: { name: "config", visibility: "private" } },
    github_actions_variable: {
      role: {
        repository: "${github_repository.config.name}",
        variable_name: "ROLE",
        value: "${aws_iam_role.node.arn}",
      },
    },
  };
}
