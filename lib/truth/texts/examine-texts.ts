import type { Examination } from "../examination";
import { kubernetesObjectsOf } from "../kubernetes/objects";
import type { SynthesizedResource } from "../synthesized-resource";
import { examineAlertmanagerSecret, examineAlertmanagerValues } from "./alertmanager-configuration";
import { examineErpcConfiguration } from "./erpc-configuration";
import { examineDashboards } from "./grafana-dashboards";
import { examinePrometheusRules } from "./prometheus-rules";
import { examineShellScripts } from "./shell-scripts";
import { examineUnreadTexts } from "./unread-texts";
import { examineVaultPolicies } from "./vault-policies";

/** Looks at the texts inside of resources that other programs will read. */
export function examineTexts(resource: SynthesizedResource, examination: Examination): void {
  examineUnreadTexts(resource, examination);
  examineVaultPolicies(resource, examination);
  examineAlertmanagerValues(resource, examination);
  for (const object of kubernetesObjectsOf(resource)) {
    examineErpcConfiguration(object, examination);
    examinePrometheusRules(object, examination);
    examineDashboards(object, examination);
    examineAlertmanagerSecret(object, examination);
    examineShellScripts(object, examination);
  }
}
