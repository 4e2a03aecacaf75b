import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { AWS_LOAD_BALANCER_CONTROLLER_CHART } from "../../lib/catalogue/charts/aws-load-balancer-controller";
import { EXTERNAL_SECRETS_CHART } from "../../lib/catalogue/charts/external-secrets";
import { ISTIO_BASE_CHART } from "../../lib/catalogue/charts/istio";
import { KARPENTER_CHART } from "../../lib/catalogue/charts/karpenter";
import { KUBE_PROMETHEUS_STACK } from "../../lib/catalogue/charts/kube-prometheus-stack";
import { KYVERNO_CHART } from "../../lib/catalogue/charts/kyverno";
import { LINKERD_CRDS_CHART } from "../../lib/catalogue/charts/linkerd";
import { TETRAGON_CHART } from "../../lib/catalogue/charts/tetragon";
import { VAULT_SECRETS_OPERATOR_CHART } from "../../lib/catalogue/charts/vault-secrets-operator";
import { isJsonRecord, type JsonRecord } from "../../lib/core/json";
import { compactCoreSchemas, compactCustomSchemas, type SchemaSetData } from "./compact-kubernetes-schemas";
import { diffableJson } from "./diffable-json";

/**
 * Writes lib/catalogue/kubernetes/*.json anew.
 *
 * `npx tsx test/support/write-kubernetes-schemas.ts core FOLDER 1.34.2`: the kinds Kubernetes brings itself. FOLDER holds what
 * an API server of that version serves at `/openapi/v3/api/v1`, `/openapi/v3/apis/apps/v1` and so on, one file each:
 * `kubectl get --raw /openapi/v3/apis/apps/v1 > FOLDER/apps-v1.json`. The file `swagger.json` of the Kubernetes
 * repository will not do: it lacks the allowed values.
 *
 * `npx tsx test/support/write-kubernetes-schemas.ts custom FOLDER`: the custom resources of the charts in the catalogue.
 * FOLDER holds one file per definition, `GROUP_PLURAL.json` with group, kind, scope, source and the schema per version.
 */
const CATALOGUE = join(__dirname, "../../lib/catalogue/kubernetes");

/** Which definitions of a chart are kept: those that a team writes objects of. */
export const CUSTOM_SETS = {
  "external-secrets": {
    chart: EXTERNAL_SECRETS_CHART,
    definitions: [
      "external-secrets.io_externalsecrets",
      "external-secrets.io_secretstores",
      "external-secrets.io_clustersecretstores",
      "external-secrets.io_clusterexternalsecrets",
      "external-secrets.io_pushsecrets",
    ],
  },
  "prometheus-operator": {
    chart: KUBE_PROMETHEUS_STACK,
    definitions: [
      "monitoring.coreos.com_prometheusrules",
      "monitoring.coreos.com_podmonitors",
      "monitoring.coreos.com_servicemonitors",
      "monitoring.coreos.com_probes",
      "monitoring.coreos.com_alertmanagerconfigs",
    ],
  },
  "cert-manager": {
    chart: { name: "cert-manager", version: "1.21.1" },
    definitions: ["cert-manager.io_certificates", "cert-manager.io_issuers", "cert-manager.io_clusterissuers"],
  },
  istio: {
    chart: { name: "Istio", version: ISTIO_BASE_CHART.version },
    definitions: ["security.istio.io_authorizationpolicies", "security.istio.io_peerauthentications"],
  },
  linkerd: {
    chart: LINKERD_CRDS_CHART,
    definitions: [
      "policy.linkerd.io_servers",
      "policy.linkerd.io_authorizationpolicies",
      "policy.linkerd.io_meshtlsauthentications",
      "policy.linkerd.io_networkauthentications",
    ],
  },
  kyverno: {
    chart: KYVERNO_CHART,
    definitions: [
      "policies.kyverno.io_validatingpolicies",
      "policies.kyverno.io_imagevalidatingpolicies",
      "policies.kyverno.io_policyexceptions",
    ],
  },
  karpenter: { chart: KARPENTER_CHART, definitions: ["karpenter.sh_nodepools", "karpenter.k8s.aws_ec2nodeclasses"] },
  "aws-load-balancer-controller": {
    chart: AWS_LOAD_BALANCER_CONTROLLER_CHART,
    definitions: ["elbv2.k8s.aws_targetgroupbindings", "elbv2.k8s.aws_ingressclassparams"],
  },
  // Policies of a namespace have the same fields; a second copy of them would tell nothing new.
  tetragon: { chart: TETRAGON_CHART, definitions: ["cilium.io_tracingpolicies"] },
  "vault-secrets-operator": {
    chart: VAULT_SECRETS_OPERATOR_CHART,
    definitions: [
      "secrets.hashicorp.com_vaultconnections",
      "secrets.hashicorp.com_vaultauths",
      "secrets.hashicorp.com_vaultstaticsecrets",
      "secrets.hashicorp.com_vaultdynamicsecrets",
      "secrets.hashicorp.com_vaultpkisecrets",
    ],
  },
} as const;

/** One set of custom resources, as it stands in the catalogue. */
export function customSet(name: keyof typeof CUSTOM_SETS, read: (file: string) => unknown): SchemaSetData {
  const { chart, definitions } = CUSTOM_SETS[name];
  return compactCustomSchemas(
    `${chart.name} ${chart.version}`,
    definitions.map((definition) => read(definition)).filter(isJsonRecord),
  );
}

/** A file of a folder, packed or not. */
export function readPacked(folder: string, name: string): unknown {
  const plain = join(folder, `${name}.json`);
  const text = existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
  return JSON.parse(text.toString("utf8"));
}

function main([what, folder, version]: readonly string[]): void {
  if (folder === undefined) throw new Error("which folder holds the schemas?");
  if (what === "core") {
    if (version === undefined) throw new Error("which version is the API server of?");
    const documents = readdirSync(folder).map(
      (file): JsonRecord => JSON.parse(readFileSync(join(folder, file), "utf8")),
    );
    write("core", compactCoreSchemas(version, documents));
    return;
  }
  for (const name of [
    "external-secrets",
    "prometheus-operator",
    "tetragon",
    "karpenter",
    "kyverno",
    "aws-load-balancer-controller",
    "vault-secrets-operator",
    "cert-manager",
    "istio",
    "linkerd",
  ] as const) {
    write(
      name,
      customSet(name, (file) => readPacked(folder, file)),
    );
  }
}

function write(name: string, set: SchemaSetData): void {
  writeFileSync(join(CATALOGUE, `${name}.json`), diffableJson(set));
}

if (require.main === module) main(process.argv.slice(2));
