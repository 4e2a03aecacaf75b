import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { agentMissing, counted } from "./node-agent";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { AlertSpec, MetricUse, SubjectSpec } from "./types";

const FALCO_SOURCE = "falcosecurity/falco 0.44.1, userspace/falco/falco_metrics.cpp";
const LIBRARIES =
  "falcosecurity/libs 0.25.4, userspace/libpman/src/stats.c and libscap/metrics_v2.h; falcosecurity/falco 0.44.1, falco_metrics.cpp";
const MATCHES: MetricUse = { name: "falcosecurity_falco_rules_matches_total", source: FALCO_SOURCE };
const OUTPUT_DROPS: MetricUse = { name: "falcosecurity_falco_outputs_queue_num_drops_total", source: FALCO_SOURCE };
const EVENTS: MetricUse = { name: "falcosecurity_scap_n_evts_total", source: LIBRARIES };
const EVENT_DROPS: MetricUse = { name: "falcosecurity_scap_n_drops_total", source: LIBRARIES };

/** What to do when something foreign was seen at a signer, whoever saw it. */
export const INTRUSION: AlertSpec["runbook"] = {
  meaning:
    "Something happened in the pod of a signer or validator that its program does not do: another program, a shell, a strange connection, a look at its keys.",
  impact: "Whoever is in the pod of a signer may sign with its keys, or take the way to them along.",
  checks: [
    "Which rule, which pod, which program? The event itself stands in the log of the agent on that node, and in Alertmanager.",
    "Did one of you just open a shell there, or deploy a new release? Ask before anything is stopped.",
    "Access log of the signer and the key source's own log: what was signed, and who logged in, since then?",
    "Audit log of the cluster: `exec`, `attach`, `ephemeralcontainers`, changed images in that namespace.",
  ],
  mitigation: [
    "Not one of you: stop the signer by its own runbook. A validator that is down costs little; a stolen key costs everything.",
    "Keep the node and the pod's log for whoever looks into it: cordon, do not delete.",
    "Take the signer's role away at the key source, and go on with the runbook of the key source, When a key is stolen.",
    "One of you: say so in the incident, and close the way by which it was possible.",
  ],
  never: [
    "Do not start a second signer with the same keys while the first may still run.",
    "Do not switch the rule off to make the alert stop.",
  ],
};

/** Watching Falco itself, and what it saw at signers. */
export const FALCO: SubjectSpec = {
  id: "falco",
  title: "Falco",
  about: "It tells of what programs on each node do, and of what they should not do at signers and validators.",
  scraped: true,
  parameters: {
    droppedPercent: { value: 1, meaning: "percent of system calls that may go by unseen, for lack of room" },
  },
  alerts: [
    targetDown({
      name: "FalcoDown",
      program: "Falco",
      impact: "What happens on that node nobody sees meanwhile.",
    }),
    agentMissing("FalcoMissingOnNode", "Falco"),
    {
      name: "FalcoSignerRuleMatched",
      severity: "critical",
      holdMinutes: 0,
      expression: ({ scraped }) =>
        counted(`${MATCHES.name}{${scraped}, tag_palisade="true"}`, 10, `${OWNER_LABELS}, rule_name`),
      summary: "{{ $labels.rule_name }}",
      description: "Falco saw it {{ $value }} times in 10 minutes. The pod's log on the node says where.",
      runbook: INTRUSION,
      metrics: [MATCHES],
    },
    {
      name: "FalcoBlind",
      severity: "warning",
      holdMinutes: 10,
      expression: ({ scraped, number }) =>
        `sum by (${OWNER_LABELS}, pod) (rate(${EVENT_DROPS.name}{${scraped}}[10m])) / ` +
        `sum by (${OWNER_LABELS}, pod) (rate(${EVENTS.name}{${scraped}}[10m])) * 100 > ${number("droppedPercent")}`,
      summary: `Falco {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} cannot keep up with its node`,
      description: "{{ $labels.pod }} did not see {{ $value }} percent of what happened.",
      runbook: {
        meaning: "System calls come faster than Falco looks at them, and it lets some go by.",
        impact: "An attack may be among those. Making noise is one way to hide.",
        checks: [
          "CPU of the pod and of its node.",
          "Which program makes the calls? A burst that nobody can explain is itself a finding.",
        ],
        mitigation: ["More CPU, or a larger buffer: `driver.modernEbpf.bufSizePreset`.", "Move what makes the noise."],
      },
      metrics: [EVENTS, EVENT_DROPS],
    },
    {
      name: "FalcoOutputLost",
      severity: "critical",
      holdMinutes: 0,
      expression: ({ scraped }) => counted(`${OUTPUT_DROPS.name}{${scraped}}`, 10, `${OWNER_LABELS}, pod`),
      summary: `Falco {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} saw something and could not tell`,
      description: "{{ $labels.pod }} dropped {{ $value }} messages in 10 minutes.",
      runbook: {
        meaning: "What rules found could not be handed on, and is lost.",
        impact: "Somebody may have been found and nobody heard of it.",
        checks: ["Falcosidekick: does it answer?", "FalcoSignerRuleMatched: its counters do count what was dropped."],
        mitigation: ["Bring Falcosidekick back.", "Look at the node: the log of the pod has what came before."],
      },
      metrics: [OUTPUT_DROPS],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Rules matched in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (rule_name) (increase(${MATCHES.name}{${scraped}}[1h]))`,
      legend: "{{rule_name}}",
      metrics: [MATCHES],
    },
    {
      title: "System calls not seen",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (pod) (rate(${EVENT_DROPS.name}{${scraped}}[5m]))`,
      legend: "{{pod}}",
      metrics: [EVENT_DROPS],
    },
  ],
};
