import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

const SOURCE = "strangelove-ventures/horcrux v3.3.2 (fb49be9), signer/metrics.go";
const NONCES_AGE: MetricUse = { name: "signer_seconds_since_last_local_ephemeral_share_time", source: SOURCE };
const MISSED_NONCES: MetricUse = { name: "signer_missed_ephemeral_shares", source: SOURCE };
const NODE_TRIES: MetricUse = { name: "signer_sentry_connect_tries", source: SOURCE };
const ELECTIONS_FAILED: MetricUse = { name: "signer_total_raft_leader_election_timeout", source: SOURCE };

/** Watching one co-signer of Horcrux. What concerns the validator as a whole is `horcrux-validator`. */
export const HORCRUX_ALERTS: SubjectSpec = {
  id: "horcrux",
  title: "Horcrux co-signer",
  about: "It holds one shard of a validator's key, and signs together with the others.",
  scraped: true,
  metricList: "horcrux",
  parameters: {
    silentSeconds: { value: 120, meaning: "seconds after which a co-signer should have been asked for nonces" },
    failedTries: { value: 30, meaning: "tries in a row after which a node counts as out of reach, two seconds each" },
    missedNonces: { value: 20, meaning: "nonces in a row that the leader did not get from a co-signer" },
  },
  alerts: [
    targetDown({
      name: "CoSignerDown",
      program: "Co-signer",
      impact:
        "There is less reserve: the validator signs for as long as the threshold of co-signers is left. It may also wait for a person: its log says so in its last line.",
    }),
    {
      name: "CoSignerSilent",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `min by (${OWNER_LABELS}, pod) (${NONCES_AGE.name}{${scraped}}) > ${number("silentSeconds")}`,
      summary: `Co-signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} takes no part in signing`,
      description: "The leader asked it for nothing for {{ $value | humanizeDuration }}.",
      runbook: {
        meaning: "The leader fetches nonces from every co-signer all the time; this one was not asked.",
        impact: "It is no reserve. If all of them are silent, there is no leader, or no node asks: look there first.",
        checks: [
          "`kubectl --namespace <namespace> exec <pod> -- horcrux leader --home /var/lib/horcrux`: is there a leader, and which one?",
          "Log of the leader: which co-signer does it not reach?",
          "Network policies and the port 2222 between the co-signers; their names in the cluster's DNS.",
        ],
        mitigation: [
          "Restart the silent one. Its state is on its volume.",
          "All silent: restart one after the other, never two at a time.",
        ],
        never: ["Do not start a co-signer with the shard of another, and none a second time elsewhere."],
      },
      metrics: [NONCES_AGE],
    },
    {
      name: "CoSignerUnreached",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `max by (${OWNER_LABELS}, peerid) (${MISSED_NONCES.name}{${scraped}}) > ${number("missedNonces")}`,
      summary: `Co-signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} gets no nonces from {{ $labels.peerid }}`,
      description: "{{ $value }} in a row are missing.",
      runbook: {
        meaning: "The leader, whose metric this is, does not reach another co-signer or gets its answer too late.",
        impact: "Signatures go on with the others for as long as the threshold is left.",
        checks: [
          "Does the co-signer that is named run, and is it ready?",
          "Does it stay down or wait for its state? The last line of its log says so.",
          "Time of a message between the zones: both timeouts are one second.",
        ],
        mitigation: ["Bring that co-signer back.", "Late answers: look at its CPU and at the network of its zone."],
      },
      metrics: [MISSED_NONCES],
    },
    {
      name: "CoSignerNodeUnreachable",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `max by (${OWNER_LABELS}, node) (${NODE_TRIES.name}{${scraped}}) > ${number("failedTries")}`,
      summary: `Co-signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} does not reach {{ $labels.node }}`,
      description: "{{ $value }} tries in a row failed.",
      runbook: {
        meaning: "A node that the stack names does not take the connection on its port for the signer.",
        impact: "With no node left nobody asks for signatures, and the validator misses blocks.",
        checks: [
          "Does the node run? While it starts it listens for its signer before it does anything else.",
          "Its `priv_validator_laddr`: is it set, and on the port that the stack names?",
          "Network policies and security groups between the two.",
        ],
        mitigation: ["Mend the node or the way to it.", "A node that is gone for good: take it out of the stack."],
      },
      metrics: [NODE_TRIES],
    },
    {
      name: "CoSignerElectionsFail",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped }) => `sum by (${OWNER_LABELS}) (increase(${ELECTIONS_FAILED.name}{${scraped}}[10m])) > 0`,
      summary: `Co-signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} waits for a leader`,
      description: "{{ $value }} requests found no leader within 10 minutes.",
      runbook: {
        meaning: "A node asked for a signature while the co-signers had no leader.",
        impact: "These signatures were not made.",
        checks: [
          "How many co-signers run and reach each other? A leader needs more than half of all.",
          "`horcrux leader --home /var/lib/horcrux` on each: do they agree?",
        ],
        mitigation: ["Bring the missing co-signers back, one after the other."],
      },
      metrics: [ELECTIONS_FAILED],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Since it was asked for nonces",
      unit: "s",
      expression: ({ scraped }) => `${NONCES_AGE.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [NONCES_AGE],
    },
    {
      title: "Tries in a row to reach a node",
      unit: "short",
      expression: ({ scraped }) => `${NODE_TRIES.name}{${scraped}}`,
      legend: "{{node}}",
      metrics: [NODE_TRIES],
    },
    {
      title: "Nonces missing in a row",
      unit: "short",
      expression: ({ scraped }) => `${MISSED_NONCES.name}{${scraped}}`,
      legend: "{{peerid}}",
      metrics: [MISSED_NONCES],
    },
  ],
};
