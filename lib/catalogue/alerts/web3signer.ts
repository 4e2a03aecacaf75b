import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { AlertSpec, MetricUse, PanelSpec, ParameterSpec, SubjectSpec } from "./types";

/** Counters get their ending from the client of Prometheus. */
const SOURCE =
  "Consensys/web3signer 26.4.2, core/metrics/SlashingProtectionMetrics.java and service/http/metrics/HttpApiMetrics.java";
const PERMITTED: MetricUse = { name: "eth2_slashingprotection_permitted_signings_total", source: SOURCE };
const PREVENTED: MetricUse = { name: "eth2_slashingprotection_prevented_signings_total", source: SOURCE };
const LOADED: MetricUse = { name: "signing_signers_loaded_count", source: SOURCE };

/** Curves as Web3Signer's metrics call them. */
type CurveWord = "bls" | "secp256k1";

/** Requests for keys that the signer does not have. */
function missingKey(curve: CurveWord): MetricUse {
  return { name: `signing_${curve}_missing_identifier_count_total`, source: SOURCE };
}

/** How many keys there have to be, for both modes. */
export const EXPECTED_KEYS: Readonly<Record<"expectedKeys", ParameterSpec>> = {
  expectedKeys: { value: 1, meaning: "keys that each replica has to have loaded" },
};

/** Fires when a replica has fewer keys than it was given. */
export function keysMissing(name: string, impact: string): AlertSpec {
  return {
    name,
    severity: "critical",
    holdMinutes: 10,
    expression: ({ scraped, number }) =>
      `min by (${OWNER_LABELS}, pod) (${LOADED.name}{${scraped}}) < ${number("expectedKeys")}`,
    summary: `Signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} has not loaded all of its keys`,
    description: "{{ $labels.pod }} has {{ $value }} keys.",
    runbook: {
      meaning: "The signer runs, and some of the keys that it was given did not load.",
      impact,
      checks: [
        "The log of the pod: which key configuration failed, and why? A refused login and a missing path read differently.",
        "The key source: does it answer, is a path deleted, a key disabled, a certificate new?",
        "Its role in the key source: does it still name this service account and namespace?",
      ],
      mitigation: [
        "Mend the way to the key source; the runbook of the key source says how.",
        "Restart one replica after the other: keys are loaded at the start.",
      ],
      never: ["Do not give the missing keys to another signer meanwhile: when this one loads them again, both sign."],
    },
    metrics: [LOADED],
  };
}

/** Fires when somebody asks for signatures with a key that the signer does not have. */
export function unknownKey(name: string, curve: CurveWord): AlertSpec {
  const metric = missingKey(curve);
  return {
    name,
    severity: "warning",
    holdMinutes: 5,
    expression: ({ scraped }) => `sum by (${OWNER_LABELS}) (increase(${metric.name}{${scraped}}[10m])) > 0`,
    summary: `Signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} is asked for a key that it does not have`,
    description: "{{ $value }} requests in 10 minutes.",
    runbook: {
      meaning: "A client that the signer knows by its certificate asks for signatures with a key of somebody else.",
      impact: "That key gets no signature: its validator or its payments stand still.",
      checks: [
        "Access log of the signer: which client, which key?",
        "Is the key on its way here, or did it leave? Compare with the keys that the stack names.",
        "Nobody of yours: then somebody has a client's certificate and tries.",
      ],
      mitigation: [
        "Take the key out of the client, or bring it into the signer, and apply.",
        "A client that nobody knows: take its fingerprint out of the known clients, and make a new certificate.",
      ],
      never: ["Do not add the key here before it is certain that no other signer has it."],
    },
    metrics: [metric],
  };
}

/** Panels that both modes have. */
export function signerPanels(curve: CurveWord): readonly PanelSpec[] {
  const metric = missingKey(curve);
  return [
    TARGET_UP_PANEL,
    {
      title: "Keys loaded",
      unit: "short",
      expression: ({ scraped }) => `${LOADED.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [LOADED],
    },
    {
      title: "Requests for keys that are not here",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (pod) (rate(${metric.name}{${scraped}}[5m]))`,
      legend: "{{pod}}",
      metrics: [metric],
    },
  ];
}

/** Watching Web3Signer, which signs the duties of validators. */
export const WEB3SIGNER: SubjectSpec = {
  id: "web3signer",
  title: "Web3Signer for validators",
  about: "It signs the duties of Ethereum's validators, and refuses what a database says would be slashed.",
  scraped: true,
  metricList: "web3signer",
  parameters: EXPECTED_KEYS,
  alerts: [
    targetDown({
      name: "SignerDown",
      program: "Web3Signer",
      impact:
        "With one replica left there is no reserve; with none its validators miss every duty. That costs little: start no second signer.",
    }),
    {
      name: "SignerPreventedSigning",
      severity: "critical",
      holdMinutes: 0,
      expression: ({ scraped }) => `sum by (${OWNER_LABELS}) (increase(${PREVENTED.name}{${scraped}}[10m])) > 0`,
      summary: `Signer {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} refused to sign what would be slashed`,
      description: "{{ $value }} requests were refused in 10 minutes.",
      runbook: {
        meaning: "A validator asked for a signature that contradicts an earlier one. The database prevented it.",
        impact:
          "None yet: the signer did its work. But two things ask for the same duty, and the next one may ask another signer.",
        checks: [
          "Access log of the signer: which key, which clients? Two clients with one key are the usual cause.",
          "A validator client that was moved, restored or started twice in the last hours?",
          "Clocks of the beacon nodes, and whether one of them followed another branch.",
        ],
        mitigation: [
          "Stop every validator client of the key but one. When in doubt, stop all of them: being down costs little.",
          "Find where the second one comes from before any is started again.",
        ],
        never: [
          "Never delete or empty the database to make the refusals stop.",
          "Do not turn slashing protection off, not for one signature.",
        ],
      },
      metrics: [PREVENTED],
    },
    keysMissing("SignerKeysMissing", "Validators of the missing keys do nothing when this replica is asked."),
    unknownKey("SignerUnknownKey", "bls"),
  ],
  panels: [
    ...signerPanels("bls"),
    {
      title: "Signatures allowed",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (pod) (rate(${PERMITTED.name}{${scraped}}[5m]))`,
      legend: "{{pod}}",
      metrics: [PERMITTED],
    },
    {
      title: "Signatures prevented in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (pod) (increase(${PREVENTED.name}{${scraped}}[1h]))`,
      legend: "{{pod}}",
      metrics: [PREVENTED],
    },
  ],
};
