import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { counted } from "./node-agent";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

const SOURCE = "falcosecurity/falcosidekick 2.32.0, stats_prometheus.go";
const INPUTS: MetricUse = { name: "falcosecurity_falcosidekick_inputs_total", source: SOURCE };
const OUTPUTS: MetricUse = { name: "falcosecurity_falcosidekick_outputs_total", source: SOURCE };
const EVENTS: MetricUse = { name: "falcosecurity_falcosidekick_falco_events_total", source: SOURCE };

/** Watching Falcosidekick, which hands Falco's events on. */
export const FALCOSIDEKICK: SubjectSpec = {
  id: "falcosidekick",
  title: "Falcosidekick",
  about: "It hands what Falco saw to Alertmanager or to a webhook.",
  scraped: true,
  parameters: {},
  alerts: [
    targetDown({
      name: "FalcosidekickDown",
      program: "Falcosidekick",
      impact: "What Falco sees reaches nobody but its log and its counters.",
    }),
    {
      name: "FalcosidekickOutputFailing",
      severity: "critical",
      holdMinutes: 0,
      expression: ({ scraped }) =>
        counted(`${OUTPUTS.name}{${scraped}, status="error"}`, 10, `${OWNER_LABELS}, destination`),
      summary: `Falcosidekick {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} cannot reach {{ $labels.destination }}`,
      description: "{{ $value }} events of Falco did not arrive in 10 minutes.",
      runbook: {
        meaning: "The receiver refused an event or did not answer. It is not sent again.",
        impact: "Somebody may have been found and nobody heard of it.",
        checks: [
          "The pod's log: refused, timed out, or a certificate?",
          "The address of the receiver, and the network policies of both sides.",
          "Falco's own log on the nodes: what was it about?",
        ],
        mitigation: ["Bring the receiver back.", "Read what came in between in the log of Falco."],
      },
      metrics: [OUTPUTS],
    },
    {
      name: "FalcosidekickInputRejected",
      severity: "warning",
      holdMinutes: 0,
      expression: ({ scraped }) => counted(`${INPUTS.name}{${scraped}, status="rejected"}`, 10, OWNER_LABELS),
      summary: `Falcosidekick {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} refuses what it is sent`,
      description: "{{ $value }} requests in 10 minutes were no events of Falco.",
      runbook: {
        meaning: "Somebody sends it what Falco would not send, or Falco was upgraded past what it reads.",
        impact: "An event may be lost. Or somebody tries to plant false ones.",
        checks: ["The versions of the two.", "Who may reach its port? Only Falco should."],
        mitigation: ["Bring the two to releases that fit.", "Nobody of yours: treat it as an intrusion."],
      },
      metrics: [INPUTS],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Events in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (rule, priority_raw) (increase(${EVENTS.name}{${scraped}}[1h]))`,
      legend: "{{priority_raw}} {{rule}}",
      metrics: [EVENTS],
    },
    {
      title: "Handed on in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (destination, status) (increase(${OUTPUTS.name}{${scraped}}[1h]))`,
      legend: "{{destination}} {{status}}",
      metrics: [OUTPUTS],
    },
  ],
};
