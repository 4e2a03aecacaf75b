import { GATEKEEPER_CHART } from "../../lib/catalogue/charts/gatekeeper";
import type { AdmissionPolicy } from "../../lib/guardrails/admission/admission-policy";
import { constraintDefinition } from "../../lib/guardrails/admission/gatekeeper-policies";
import type { INamespace } from "../core/namespace";

const NAME = "palisade-constraint-kinds";
const WAIT_SECONDS = 120;
/** kubectl stands in it. Source: gatekeeper v3.23.0, crd.Dockerfile. */
const IMAGE = `openpolicyagent/gatekeeper-crds:v${GATEKEEPER_CHART.version}`;

/**
 * A job that ends once Gatekeeper has made the kinds of all constraints of their templates, which it does a moment after
 * it got them: until then the API server knows no such kind, and whatever is applied next fails. Helm runs it after the
 * templates, and waits for it.
 */
export function waitingForKinds(policies: readonly AdmissionPolicy[], namespace: INamespace) {
  const metadata = { name: NAME };
  const inNamespace = { name: NAME, namespace: namespace.namespaceName };
  const definitions = policies.map((policy) => `customresourcedefinition/${constraintDefinition(policy)}`);
  const container = {
    image: IMAGE,
    resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
  const waiting = (name: string, condition: string) => ({
    ...container,
    name,
    args: ["wait", `--for=${condition}`, `--timeout=${WAIT_SECONDS}s`, ...definitions],
  });
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: inNamespace, automountServiceAccountToken: false },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata,
      rules: [
        {
          apiGroups: ["apiextensions.k8s.io"],
          resources: ["customresourcedefinitions"],
          verbs: ["get", "list", "watch"],
        },
      ],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: NAME },
      subjects: [{ kind: "ServiceAccount", name: NAME, namespace: namespace.namespaceName }],
    },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        ...inNamespace,
        annotations: {
          "helm.sh/hook": "post-install,post-upgrade",
          "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
        },
      },
      spec: {
        backoffLimit: 3,
        template: {
          metadata: { labels: { app: NAME } },
          spec: {
            restartPolicy: "Never",
            serviceAccountName: NAME,
            automountServiceAccountToken: true,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 65_532,
              seccompProfile: { type: "RuntimeDefault" },
            },
            initContainers: [waiting("made", "create")],
            containers: [waiting("served", "condition=Established")],
          },
        },
      },
    },
  ];
}
