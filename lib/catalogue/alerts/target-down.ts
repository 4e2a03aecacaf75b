import { WORKLOAD_LABEL } from "./context";
import type { AlertSpec, PanelSpec } from "./types";

/** What differs between the programs whose silence is an alert. */
export interface TargetDownOptions {
  /** Name of the alert. */
  readonly name: string;
  /** What a reader calls the program. */
  readonly program: string;
  /** Who notices, and what it costs. */
  readonly impact: string;
}

/**
 * Fires when a program cannot be scraped, and also when its target is gone altogether: `up == 0` alone is silent then.
 * Five minutes outlast a restart of one pod.
 */
export function targetDown(options: TargetDownOptions): AlertSpec {
  return {
    name: options.name,
    severity: "critical",
    holdMinutes: 5,
    expression: ({ scraped }) => `up{${scraped}} == 0 or absent(up{${scraped}})`,
    summary: `${options.program} {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} does not answer`,
    description: "Prometheus could not read its metrics for 5 minutes, or finds nothing to read.",
    runbook: {
      meaning: `${options.program} does not answer on its metrics port, or no pod of it exists. No other alert of it can fire meanwhile.`,
      impact: options.impact,
      checks: [
        "`kubectl --namespace <namespace> get pods --selector app.kubernetes.io/instance=<name>`: is there a pod, and is it ready?",
        "`kubectl --namespace <namespace> describe pod <pod>`: scheduling, image, volume and probe events.",
        "`kubectl --namespace <namespace> logs <pod> --previous`: why did the last container end?",
        "Prometheus, Status, Targets: a timeout points to a NetworkPolicy or the metrics port, a refused connection to the program.",
      ],
      mitigation: [
        "Pod pending: free or add the node, or correct the request it cannot place.",
        "Pod crashing after a change: apply the last good revision.",
        "Pod healthy and serving: mend the scrape (port, path, NetworkPolicy). Until then nobody watches it.",
      ],
    },
    metrics: [],
  };
}

/** The panel that belongs to it. */
export const TARGET_UP_PANEL: PanelSpec = {
  title: "Answering",
  unit: "short",
  expression: ({ scraped }) => `up{${scraped}}`,
  legend: "{{pod}}",
  metrics: [],
};
