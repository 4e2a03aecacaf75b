import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { RELEASE_LABEL } from "../../lib/catalogue/charts/kube-prometheus-stack";
import { NameRules, physicalName } from "../../lib/core/naming";
import { secretRules } from "../../lib/render/secret-alerts";
import { markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { MonitoringAttributes } from "../monitoring";
import { ReaderSecrets } from "./reader-secrets";

/** Props of `SecretAlerts`. */
export interface SecretAlertsProps {
  /** Prometheus and where the runbooks stand: the `attributes` of a `MonitoringPlatform`. */
  readonly monitoring: MonitoringAttributes;
  /**
   * Whether Prometheus scrapes the operators that bring secrets. Alerts on their own metrics are left out otherwise.
   * @default - false: the chart of External Secrets is installed before Prometheus, and scraped by nobody
   */
  readonly areOperatorsScraped?: boolean;
}

/**
 * Alerts on every secret that is brought to a reader below a scope: on its age, where it says one, and on operators that
 * cannot fetch it. Declare it last: what is granted later is not seen.
 */
export class SecretAlerts extends Construct {
  /** How many Kubernetes Secrets have an alert. */
  public readonly watchedCount: number;

  public constructor(scope: Construct, id: string, props: SecretAlertsProps) {
    super(scope, id);
    markIdentity(this, { kind: "monitoring", name: id });
    const { areOperatorsScraped = false, monitoring } = props;
    const options = { areOperatorsScraped, runbookBaseUrl: monitoring.runbookBaseUrl };
    let watchedCount = 0;
    for (const reader of readersIn(scope)) {
      const groups = reader.broughtSecrets
        .map((secret) => ({ name: `${secret.namespace}.${secret.secretName}`, rules: secretRules(secret, options) }))
        .filter(({ rules }) => rules.length > 0);
      if (groups.length === 0) continue;
      watchedCount += groups.length;
      const name = physicalName([reader.loginName, "age"], NameRules.kubernetesLabel);
      new ManifestBundle(this, reader.loginName, {
        releaseName: `${reader.namespace.namespaceName}-${reader.loginName}-alerts`,
        namespace: reader.namespace,
        manifests: [
          {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
            metadata: { name, labels: { [RELEASE_LABEL]: monitoring.releaseLabel } },
            spec: { groups },
          },
        ],
      });
    }
    this.watchedCount = watchedCount;
  }
}

/** Of one stack alone: alerts stand with what they are about. */
function readersIn(scope: IConstruct): readonly ReaderSecrets[] {
  const stack = TerraformStack.of(scope);
  return scope.node
    .findAll()
    .filter((node) => node instanceof ReaderSecrets)
    .filter((node) => TerraformStack.of(node) === stack);
}
