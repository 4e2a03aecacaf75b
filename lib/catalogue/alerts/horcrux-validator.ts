import { ENDPOINT_LABEL, promqlText, WORKLOAD_LABEL } from "./context";
import type { MetricUse, RuleContext, SubjectSpec } from "./types";

const SOURCE = "strangelove-ventures/horcrux v3.3.2 (fb49be9), signer/metrics.go";
const SIGNED: MetricUse = { name: "signer_total_precommits_signed", source: SOURCE };
const MISSED: MetricUse = { name: "signer_total_missed_precommits", source: SOURCE };
const TOO_FEW: MetricUse = { name: "signer_error_total_insufficient_cosigners", source: SOURCE };
const INVALID: MetricUse = { name: "signer_error_total_invalid_signatures", source: SOURCE };
const HEIGHT: MetricUse = { name: "signer_last_precommit_height", source: SOURCE };
const SIGN_SECONDS: MetricUse = { name: "signer_sign_block_lag_seconds", source: SOURCE };

/** Every co-signer of the one that is watched: they are called alike, with the number of the shard behind it. */
function coSigners({ target }: RuleContext): string {
  const pattern = target.workload.replace(/-\d+$/, "-[0-9]+");
  const { endpoint } = target;
  return [
    `namespace=${promqlText(target.namespace)}`,
    `${WORKLOAD_LABEL}=~${promqlText(pattern)}`,
    ...(endpoint === undefined ? [] : [`${ENDPOINT_LABEL}=${promqlText(endpoint)}`]),
  ].join(", ");
}

/** Watching a validator whose co-signers are of Horcrux, over all of them: any one of them may be what a node asks. */
export const HORCRUX_VALIDATOR: SubjectSpec = {
  id: "horcrux-validator",
  title: "Validator with Horcrux",
  about: "What the co-signers sign together. One co-signer by itself is `horcrux`.",
  scraped: true,
  metricList: "horcrux",
  parameters: {},
  alerts: [
    {
      name: "ValidatorNotSigning",
      severity: "critical",
      holdMinutes: 2,
      expression: (context) =>
        `sum by (namespace) (increase(${SIGNED.name}{${coSigners(context)}}[5m])) == 0 or ` +
        `absent(${SIGNED.name}{${coSigners(context)}})`,
      summary: "Nothing was signed for a validator in {{ $labels.namespace }}",
      description: "None of the co-signers has signed a precommit for 5 minutes.",
      runbook: {
        meaning:
          "No co-signer was asked for a signature, or none could be made. It fires too while the chain stands still and while the validator is not in the active set.",
        impact:
          "The validator misses blocks, and is jailed when it misses too many. That costs far less than signing twice.",
        checks: [
          "Does the chain make blocks, and is the validator in the active set and not jailed?",
          "How many co-signers run? Fewer than the threshold sign nothing.",
          "Which co-signers stay down or wait for their state? The last line of the log says so.",
          "The nodes: are they in sync, and connected to a co-signer?",
        ],
        mitigation: [
          "Bring co-signers back until the threshold is there, each on its own volume.",
          "Bring one node in sync: one is enough.",
        ],
        never: [
          "Do not put the whole key on a node to be back sooner: when the co-signers come up, both sign.",
          "Do not set the state of a co-signer back.",
        ],
      },
      metrics: [SIGNED],
    },
    {
      name: "ValidatorMissesPrecommits",
      severity: "warning",
      holdMinutes: 0,
      expression: (context) =>
        `sum by (namespace, chain_id) (increase(${MISSED.name}{${coSigners(context)}}[10m])) > 5`,
      summary: "A validator of {{ $labels.chain_id }} in {{ $labels.namespace }} missed heights",
      description: "{{ $value }} heights in 10 minutes were not signed.",
      runbook: {
        meaning: "Between two precommits of a co-signer there were heights that it did not sign.",
        impact: "Some blocks were missed, though another co-signer may have signed them: compare with the chain.",
        checks: [
          "The validator's missed blocks on the chain.",
          "Was a co-signer or a node restarted?",
          "Time of a signature: is it close to the time of a block?",
        ],
        mitigation: ["Mend the slow or restarting part; one reserve co-signer and a second node hide most restarts."],
      },
      metrics: [MISSED],
    },
    {
      name: "CoSignersTooFew",
      severity: "critical",
      holdMinutes: 0,
      expression: (context) => `sum by (namespace) (increase(${TOO_FEW.name}{${coSigners(context)}}[10m])) > 0`,
      summary: "Too few co-signers answered for a validator in {{ $labels.namespace }}",
      description: "{{ $value }} signatures in 10 minutes did not reach the threshold.",
      runbook: {
        meaning: "A signature was begun, and fewer co-signers than the threshold took part.",
        impact: "These votes are missing. With fewer co-signers than the threshold there are none at all.",
        checks: ["Which co-signers run and reach each other?", "Log of the leader: whose answer was late or missing?"],
        mitigation: ["Bring the missing co-signers back, each on its own volume."],
        never: ["Do not lower the threshold in the configuration: the shards were made for this one."],
      },
      metrics: [TOO_FEW],
    },
    {
      name: "CoSignersInvalidSignature",
      severity: "critical",
      holdMinutes: 0,
      expression: (context) => `sum by (namespace) (increase(${INVALID.name}{${coSigners(context)}}[10m])) > 0`,
      summary: "Co-signers made a signature that is none for a validator in {{ $labels.namespace }}",
      description: "{{ $value }} combined signatures in 10 minutes did not fit the public key.",
      runbook: {
        meaning: "The parts of a signature did not make one together. The leader checks it, and did not hand it out.",
        impact: "These votes are missing.",
        checks: [
          "After a change: does each co-signer have the shard of its own number, all of the same making?",
          "Now and then without a change: an open fault of Horcrux (issue 255).",
        ],
        mitigation: [
          "Wrong shards: stop all co-signers, put the right one at each path of the store, start them one after the other.",
          "Now and then: restart the leader, so that another one leads.",
        ],
        never: ["Do not make new shards from a copy of the whole key while the old co-signers may still run."],
      },
      metrics: [INVALID],
    },
  ],
  panels: [
    {
      title: "Precommits signed",
      unit: "reqps",
      expression: (context) => `sum by (${WORKLOAD_LABEL}) (rate(${SIGNED.name}{${coSigners(context)}}[5m]))`,
      legend: `{{${WORKLOAD_LABEL}}}`,
      metrics: [SIGNED],
    },
    {
      title: "Height of the last precommit",
      unit: "short",
      expression: (context) => `max by (chain_id) (${HEIGHT.name}{${coSigners(context)}})`,
      legend: "{{chain_id}}",
      metrics: [HEIGHT],
    },
    {
      title: "Time of a signature, 99 of 100",
      unit: "s",
      expression: (context) =>
        `max by (${WORKLOAD_LABEL}) (${SIGN_SECONDS.name}{${coSigners(context)}, quantile="0.99"})`,
      legend: `{{${WORKLOAD_LABEL}}}`,
      metrics: [SIGN_SECONDS],
    },
  ],
};
