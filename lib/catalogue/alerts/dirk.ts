import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, RuleContext, SubjectSpec } from "./types";

const SOURCE = "attestantio/dirk v1.2.1, services/metrics/prometheus/signer.go and core/result.go";
/** `request` is proposal, attestation, generic, lock or unlock; `result` succeeded, denied or failed. Made keys are not counted. */
const REQUESTS: MetricUse = { name: "dirk_signer_process_requests_total", source: SOURCE };
const SECONDS: MetricUse = { name: "dirk_signer_process_duration_seconds", source: SOURCE };
const UNLOCKS: MetricUse = {
  name: "dirk_unlocker_account_requests_total",
  source: "attestantio/dirk v1.2.1, services/unlocker/local/metrics.go",
};
const READY: MetricUse = { name: "dirk_ready", source: "attestantio/dirk v1.2.1, metrics.go" };

/** Duties that would be slashed when signed twice. */
const DUTIES = 'request=~"attestation|proposal"';
const INSTANCE = `{{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }}`;
const WINDOW = "10m";

/**
 * Requests of the last ten minutes. A series comes with its first request, so that its first count is no increase: what
 * was not there ten minutes ago is counted as it stands.
 */
function newRequests({ scraped }: RuleContext, labels: string): string {
  const series = `${REQUESTS.name}{${scraped}, ${labels}}`;
  return `sum by (${OWNER_LABELS}) (increase(${series}[${WINDOW}]) > 0 or (${series} unless ${series} offset ${WINDOW}))`;
}

/** Watching one instance of Dirk, which holds a share of each of its keys. */
export const DIRK: SubjectSpec = {
  id: "dirk",
  title: "Dirk",
  about: "One of several signers that hold shares of validators' keys; more than half of them sign a duty together.",
  scraped: true,
  metricList: "dirk",
  parameters: {
    deniedShare: { value: 0.2, meaning: "share of the duties asked for that an instance may deny over 30 minutes" },
  },
  alerts: [
    targetDown({
      name: "ShareSignerDown",
      program: "Dirk",
      impact:
        "The others sign without it as long as they are enough for the threshold. The next one that goes may stop every duty: mend it today, and start nothing in its place.",
    }),
    {
      name: "ShareSignerNotReady",
      severity: "critical",
      holdMinutes: 5,
      expression: ({ scraped }) => `min by (${OWNER_LABELS}) (${READY.name}{${scraped}}) == 0`,
      summary: `Share signer ${INSTANCE} runs, and is not ready to sign`,
      description: "It says so itself for 5 minutes.",
      runbook: {
        meaning:
          "It answers for its metrics, and has not got all of its services up: a certificate, a passphrase or its database is not there.",
        impact: "It signs nothing. The others go on as long as they are enough for the threshold.",
        checks: [
          "Its log: the last line before `All services operational` that is an error says which part is missing.",
          "The Secrets with its certificate and its passphrases: are they there, and in date?",
        ],
        mitigation: ["Bring back what is missing, and restart this instance alone."],
        never: ["Do not give it the certificate or the volume of another instance."],
      },
      metrics: [READY],
    },
    {
      name: "ShareSignerDenied",
      severity: "warning",
      holdMinutes: 0,
      expression: (context) => `${newRequests(context, `${DUTIES}, result="denied"`)} > 0`,
      summary: `Share signer ${INSTANCE} denied duties`,
      description: "{{ $value }} in 10 minutes.",
      runbook: {
        meaning:
          "A duty was asked for that its memory or its permissions do not allow. Unlike Web3Signer, Dirk denies the same duty the second time too, so that a single one may be a client that asked again.",
        impact: "None for a single one. Many mean two clients with the same keys, or a client without its permission.",
        checks: [
          "Its log: `Request slot equal to or lower than previous signed slot` and its like are its memory, `No matching rules` its permissions.",
          "Which client: the log names the certificate.",
          "A validator client that was moved, restored or started twice in the last hours?",
        ],
        mitigation: [
          "Its memory: stop every validator client of the key but one.",
          "Permissions: correct `clients`, and apply.",
        ],
        never: ["Never remove its database to make the denials stop: an empty one signs everything once more."],
      },
      metrics: [REQUESTS],
    },
    {
      name: "ShareSignerDeniesDuties",
      severity: "critical",
      holdMinutes: 15,
      expression: ({ scraped, number }) => {
        const rate = (labels: string) =>
          `sum by (${OWNER_LABELS}) (rate(${REQUESTS.name}{${scraped}, ${labels}}[30m]))`;
        return `${rate(`${DUTIES}, result="denied"`)} / ${rate(DUTIES)} > ${number("deniedShare")}`;
      },
      summary: `Share signer ${INSTANCE} denies a large share of its duties`,
      description: "{{ $value | humanizePercentage }} of the duties over 30 minutes.",
      runbook: {
        meaning: "Two clients ask for the same duties again and again, or one asks for keys that it has no right to.",
        impact:
          "Where two clients compete, only these memories keep the validators from being slashed. Otherwise duties are missed.",
        checks: [
          "Its log: do denials name one client or two?",
          "Are there two validator clients with these keys, also in another cluster?",
          "Clocks of the beacon nodes, and whether one of them followed another branch.",
        ],
        mitigation: [
          "Stop every validator client of the keys but one. When in doubt, stop all of them: being down costs little.",
          "Find where the second one comes from before any is started again.",
        ],
        never: [
          "Never remove its database, and never restore it from an earlier snapshot.",
          "Do not lower the threshold, and add no instance meanwhile.",
        ],
      },
      metrics: [REQUESTS],
    },
    {
      name: "ShareSignerFailed",
      severity: "critical",
      holdMinutes: 0,
      expression: (context) => `${newRequests(context, `${DUTIES}, result="failed"`)} > 0`,
      summary: `Share signer ${INSTANCE} failed to sign duties`,
      description: "{{ $value }} in 10 minutes.",
      runbook: {
        meaning: "It was to sign, and could not: its database or its share did not let it.",
        impact: "This share is missing from signatures. With too many of them missing, duties are missed.",
        checks: [
          "Its log: `Failed to store state` is the volume, full or read-only; other lines name the account.",
          "The volume: `kubectl --namespace <namespace> exec <pod> -- df /data`.",
        ],
        mitigation: ["Volume full: make it larger.", "Share damaged: see the page on Dirk, a lost instance."],
        never: ["Do not delete files of the volume to make room."],
      },
      metrics: [REQUESTS],
    },
    {
      name: "ShareSignerLocked",
      severity: "critical",
      holdMinutes: 0,
      expression: ({ scraped }) =>
        `sum by (${OWNER_LABELS}) (increase(${UNLOCKS.name}{${scraped}, result="failed"}[${WINDOW}])) > 0`,
      summary: `Share signer ${INSTANCE} cannot unlock accounts`,
      description: "{{ $value }} attempts failed in 10 minutes.",
      runbook: {
        meaning: "None of its passphrases opens a share that it was asked to sign with.",
        impact: "This share is missing from signatures. With too many of them missing, duties are missed.",
        checks: [
          "Was a passphrase changed in the store? A share stays encrypted with the one that it was made with, a newline at the end included.",
          "The Secret with its passphrases: has it every value that `passphraseKeys` names?",
        ],
        mitigation: [
          "Bring the earlier value back as one more of its passphrases, name it behind the first, and restart this instance alone.",
        ],
        never: ["Do not copy a share from another instance: two holders of one share are one holder."],
      },
      metrics: [UNLOCKS],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Duties by result",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (request, result) (rate(${REQUESTS.name}{${scraped}}[5m]))`,
      legend: "{{request}} {{result}}",
      metrics: [REQUESTS],
    },
    {
      title: "Time to sign, 99 of 100",
      unit: "s",
      expression: ({ scraped }) =>
        `histogram_quantile(0.99, sum by (le, request) (rate(${SECONDS.name}_bucket{${scraped}}[5m])))`,
      legend: "{{request}}",
      metrics: [{ ...SECONDS, name: `${SECONDS.name}_bucket` }],
    },
    {
      title: "Unlocking accounts",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (result) (rate(${UNLOCKS.name}{${scraped}}[5m]))`,
      legend: "{{result}}",
      metrics: [UNLOCKS],
    },
  ],
};
