import type { ChartSpec } from "../../lib/catalogue/charts/chart-spec";
import { GATEKEEPER_CHART } from "../../lib/catalogue/charts/gatekeeper";
import { KYVERNO_CHART } from "../../lib/catalogue/charts/kyverno";
import type { ChartOverrides } from "../core/helm-chart";
import type { MetricsEndpoint } from "../core/workload-props";

/** What may be changed of an engine. */
export interface AdmissionEngineOptions {
  /** Changes to its chart, over the values that make it safe. @default - none */
  readonly chart?: ChartOverrides;
}

/** What there is to know of an engine: the program, and where its pods are. */
export interface AdmissionEngineSpec extends AdmissionEngineOptions {
  /** Which one. */
  readonly kind: "kyverno" | "gatekeeper";
  /** Its chart. */
  readonly spec: ChartSpec;
  /** Name of the Deployment whose pods answer the API server. */
  readonly deploymentName: string;
  /** Labels of those pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Port that the API server asks. */
  readonly webhookPort: number;
  /** Where they show their metrics. */
  readonly metrics: MetricsEndpoint & { readonly number: number };
  /** Service accounts of its pods that ask registries; none where it asks none. */
  readonly registryAccounts: readonly string[];
  /** Values of its chart that the catalogue's list of them knows as something else. */
  readonly ownKeys: readonly string[];
}

/** The program that the API server asks whether it may take a pod. */
export class AdmissionEngine {
  /** Kyverno. It also verifies who signed an image, and ends exceptions by itself when their day has passed. */
  public static kyverno(options: AdmissionEngineOptions = {}): AdmissionEngine {
    return new AdmissionEngine({
      ...options,
      kind: "kyverno",
      spec: KYVERNO_CHART,
      // Source: chart 3.9.0, templates/admission-controller/deployment.yaml and _helpers/_labels.tpl.
      deploymentName: "kyverno-admission-controller",
      podLabels: {
        "app.kubernetes.io/component": "admission-controller",
        "app.kubernetes.io/instance": "kyverno",
        "app.kubernetes.io/part-of": "kyverno",
      },
      webhookPort: 9443,
      metrics: { port: "metrics-port", number: 8000 },
      // Whoever reports asks about what runs already (chart 3.9.0, reports-controller/_helpers.tpl).
      registryAccounts: ["kyverno-admission-controller", "kyverno-reports-controller"],
      ownKeys: [],
    });
  }

  /** OPA Gatekeeper, where it is what a company has. Whoever is let off stays so until somebody applies anew. */
  public static gatekeeper(options: AdmissionEngineOptions = {}): AdmissionEngine {
    return new AdmissionEngine({
      ...options,
      kind: "gatekeeper",
      spec: GATEKEEPER_CHART,
      // Source: chart 3.23.0, templates/gatekeeper-controller-manager-deployment.yaml.
      deploymentName: "gatekeeper-controller-manager",
      podLabels: { "control-plane": "controller-manager", "gatekeeper.sh/operation": "webhook" },
      webhookPort: 8443,
      metrics: { port: "metrics", number: 8888 },
      registryAccounts: [],
      // Its default is an empty map, and its template writes a list.
      ownKeys: ["validatingWebhookCustomRules"],
    });
  }

  private constructor(
    /** What there is to know of it. */
    public readonly engine: AdmissionEngineSpec,
  ) {}
}
