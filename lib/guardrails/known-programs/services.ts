import type { KnownProgram } from "./known-program";

/** Programs around the chains: gateways, stores and monitoring. */
export const SERVICES: readonly KnownProgram[] = [
  {
    name: "eRPC",
    kind: "rpc-gateway",
    repositories: ["erpc/erpc"],
    source: "erpc/erpc 0.1.2, .github/workflows/release.yml",
  },
  {
    name: "dshackle",
    kind: "rpc-gateway",
    repositories: ["drpcorg/dshackle"],
    source: "drpcorg/dshackle, reference configuration",
  },
  {
    name: "nodecore",
    kind: "rpc-gateway",
    repositories: ["drpcorg/nodecore"],
    source: "drpcorg/nodecore, docker-release.yml",
  },
  {
    name: "proxyd",
    kind: "rpc-gateway",
    repositories: ["oplabs-tools-artifacts/images/proxyd"],
    source: "graphops/launchpad-charts, charts/proxyd",
  },
  {
    name: "Vault",
    kind: "secret-server",
    repositories: ["hashicorp/vault", "hashicorp/vault-enterprise"],
    source: "hashicorp/vault-helm 0.34.1, values.yaml",
  },
  {
    name: "OpenBao",
    kind: "secret-server",
    repositories: ["openbao/openbao"],
    source: "openbao/openbao-helm, values.yaml",
  },
  {
    name: "PostgreSQL",
    kind: "database",
    repositories: ["library/postgres", "bitnami/postgresql", "cloudnative-pg/postgresql", "pgvector/pgvector"],
    source: "docker-library/postgres; bitnami/charts; cloudnative-pg/postgres-containers; langchain-ai/helm",
  },
  {
    name: "Redis",
    kind: "database",
    repositories: ["library/redis", "bitnami/redis", "valkey/valkey"],
    source: "docker-library/redis; bitnami/charts; valkey-io/valkey-container",
  },
  {
    name: "Prometheus",
    kind: "monitoring",
    repositories: ["prometheus/prometheus", "prom/prometheus", "prometheus/alertmanager", "prom/alertmanager"],
    source: "prometheus/prometheus and prometheus/alertmanager, README",
  },
  {
    name: "Grafana",
    kind: "monitoring",
    repositories: ["grafana/grafana", "grafana/loki", "grafana/tempo", "grafana/alloy"],
    source: "grafana/grafana, grafana/loki, grafana/tempo and grafana/alloy, documentation",
  },
];
