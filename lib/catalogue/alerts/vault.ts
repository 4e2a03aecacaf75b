import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

/** One page for each metric, by its name; OpenBao shows the names of Vault, from which it was forked. */
const SOURCE = "openbao/openbao v2.6.2, website/content/partials/telemetry-metrics/vault";
const UNSEALED: MetricUse = { name: "vault_core_unsealed", source: SOURCE };
const LEADING: MetricUse = { name: "vault_core_active", source: SOURCE };
const LEADERSHIP_LOST: MetricUse = { name: "vault_core_leadership_lost_count", source: SOURCE };
const HEALTHY: MetricUse = { name: "vault_autopilot_healthy", source: SOURCE };
const TOLERANCE: MetricUse = { name: "vault_autopilot_failure_tolerance", source: SOURCE };
const PEERS: MetricUse = { name: "vault_raft_peers", source: SOURCE };
const AUDIT_FAILURES: MetricUse = { name: "vault_audit_log_request_failure", source: SOURCE };
const REQUESTS: MetricUse = { name: "vault_core_handle_request", source: SOURCE };
const REQUEST_COUNT: MetricUse = { name: "vault_core_handle_request_count", source: SOURCE };
const CONTACT: MetricUse = { name: "vault_raft_leader_lastContact", source: SOURCE };
const LEASES: MetricUse = { name: "vault_expire_num_leases", source: SOURCE };
const TOKENS: MetricUse = { name: "vault_token_count_by_ttl", source: SOURCE };

const WHOSE = `{{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }}`;

/** Watching Vault or OpenBao with Raft. */
export const VAULT: SubjectSpec = {
  id: "vault",
  title: "Secret server (Vault, OpenBao)",
  about:
    "Servers that hold secrets, three or five of them, with one that leads. What only the leader shows is read from it alone.",
  scraped: true,
  metricList: "vault",
  parameters: {
    leadershipLosses: { value: 3, meaning: "changes of the leader in an hour that are still quiet" },
    medianMilliseconds: {
      value: 500,
      meaning: "milliseconds a request may take in the median; Vault's chart warns at 500",
    },
    contactMilliseconds: { value: 200, meaning: "milliseconds a follower may not have heard of the leader" },
    leases: { value: 1000, meaning: "leases below which no growth is worth a look" },
    endlessTokens: { value: 3, meaning: "tokens without an end that are still quiet" },
  },
  alerts: [
    targetDown({
      name: "VaultDown",
      program: "The secret server",
      impact: "With two of three away nobody gets a secret: pods that start wait, leases and certificates run out.",
    }),
    {
      name: "VaultSealed",
      severity: "critical",
      holdMinutes: 1,
      expression: ({ scraped }) => `min by (${OWNER_LABELS}, pod) (${UNSEALED.name}{${scraped}}) == 0`,
      summary: `A server of ${WHOSE} is sealed`,
      description: "{{ $labels.pod }} runs and cannot read its own storage.",
      runbook: {
        meaning: "The server could not open itself with the seal's key when it started, or somebody sealed it.",
        impact: "This server serves nobody. Sealed on most servers, no secret can be read at all.",
        checks: [
          "The pod's log: which error does the seal give?",
          "The key in KMS: enabled, or disabled or waiting for its deletion?",
          "CloudTrail: who touched the key? The key's own alarm may have come already.",
          "Pod Identity, the interface endpoint for KMS and the network policy: can the pod reach the key?",
        ],
        mitigation: [
          "The server's runbook, A server stays sealed: bring the key back first, then restart one pod at a time.",
        ],
        never: ["Never paste a recovery share into a chat. It does not open a sealed server."],
      },
      metrics: [UNSEALED],
    },
    {
      name: "VaultLeaderMissing",
      severity: "critical",
      holdMinutes: 1,
      expression: ({ scraped }) => `sum by (${OWNER_LABELS}) (${LEADING.name}{${scraped}}) != 1`,
      summary: `${WHOSE} has {{ $value }} active servers in place of one`,
      description: "Without one that leads nothing is answered; with two the network between them is cut.",
      runbook: {
        meaning: "The servers do not agree on a leader.",
        impact: "No reads and no writes until they do.",
        checks: [
          "`operator raft list-peers`: who is a voter, and who is reached?",
          "Port 8201 between the pods: network policy, nodes, zones.",
          "Are two of three pods gone at the same time?",
        ],
        mitigation: [
          "Bring back servers until most of them run.",
          "Only when most are lost for good: restore a snapshot.",
        ],
        never: ["Do not remove peers to make up the number: it cannot be undone under load."],
      },
      metrics: [LEADING],
    },
    {
      name: "VaultLeadershipUnsteady",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `sum by (${OWNER_LABELS}) (increase(${LEADERSHIP_LOST.name}{${scraped}}[60m])) > ${number("leadershipLosses")}`,
      summary: `The lead of ${WHOSE} goes from server to server`,
      description: "It was lost {{ $value }} times in the last hour.",
      runbook: {
        meaning: "The leader keeps losing the others, or is too slow for them.",
        impact: "Each change is a pause of some seconds for everybody.",
        checks: [
          "Latency of the volumes with the data.",
          "CPU of the pods: are they throttled?",
          "Losses between zones.",
        ],
        mitigation: ["Give the servers faster volumes or more CPU.", "Move the one that is slow."],
      },
      metrics: [LEADERSHIP_LOST],
    },
    {
      name: "VaultAutopilotUnhealthy",
      severity: "critical",
      holdMinutes: 5,
      expression: ({ scraped }) => `max by (${OWNER_LABELS}) (${HEALTHY.name}{${scraped}}) == 0`,
      summary: `Servers of ${WHOSE} are not well`,
      description: "The leader finds at least one server that it has not heard of in time, or that is behind.",
      runbook: {
        meaning: "A server is away, or trails too far behind in the log.",
        impact: "One more that fails may be one too many.",
        checks: ["`operator raft autopilot state`: which server, and why?", "Its pod, its volume and its node."],
        mitigation: ["Mend the pod. With a volume that is lost, delete pod and claim: it gets everything anew."],
        never: ["Do not restart another server meanwhile."],
      },
      metrics: [HEALTHY],
    },
    {
      name: "VaultQuorumAtRisk",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped }) => `max by (${OWNER_LABELS}) (${TOLERANCE.name}{${scraped}}) == 0`,
      summary: `${WHOSE} stands if no further server fails`,
      description: "As many servers are healthy as it takes to agree, and none more.",
      runbook: {
        meaning: "One of three servers, or two of five, are away.",
        impact: "None yet. The next one that fails stops everything.",
        checks: ["`operator raft autopilot state`.", "Is a node being drained, or a new version brought out?"],
        mitigation: ["Wait for the pod that is coming back, or mend it."],
        never: ["Do not restart another server."],
      },
      metrics: [TOLERANCE],
    },
    {
      name: "VaultAuditFailing",
      severity: "critical",
      holdMinutes: 0,
      // The counter appears with its first failure, and an increase from nothing is none.
      expression: ({ scraped }) =>
        `sum by (${OWNER_LABELS}) (increase(${AUDIT_FAILURES.name}{${scraped}}[5m])) > 0 or ` +
        `sum by (${OWNER_LABELS}) (${AUDIT_FAILURES.name}{${scraped}} unless ${AUDIT_FAILURES.name}{${scraped}} offset 5m) > 0`,
      summary: `${WHOSE} cannot write its audit log`,
      description: "At least one request could not be written down.",
      runbook: {
        meaning: "An audit device refuses what it is given: most often its volume is full.",
        impact: "A request that no device takes is refused. With one device left it is a gap in that one.",
        checks: ["Free space on the volume `audit`.", "`audit list -detailed`: which devices are there?"],
        mitigation: ["Archive old logs and free space, or enlarge the volume; then send the server a SIGHUP."],
        never: ["Do not disable the last audit device to make it answer."],
      },
      metrics: [AUDIT_FAILURES],
    },
    {
      name: "VaultRequestsSlow",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `max by (${OWNER_LABELS}) (${REQUESTS.name}{${scraped}, quantile="0.5"}) > ${number("medianMilliseconds")}`,
      summary: `${WHOSE} answers slowly`,
      description: "Half of the requests take longer than {{ $value }} milliseconds.",
      runbook: {
        meaning: "The server works through requests more slowly than they should take.",
        impact: "Readers wait, and those with short deadlines give up.",
        checks: [
          "Latency of the volumes.",
          "The panel of requests: who asks that often?",
          "Many leases that end at once.",
        ],
        mitigation: ["Slow down who asks in a loop.", "Faster volumes, more CPU."],
      },
      metrics: [REQUESTS],
    },
    {
      name: "VaultRaftContactLate",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `max by (${OWNER_LABELS}) (${CONTACT.name}{${scraped}, quantile="0.99"}) > ${number("contactMilliseconds")}`,
      summary: `Servers of ${WHOSE} hear late of their leader`,
      description: "One in a hundred contacts takes longer than {{ $value }} milliseconds.",
      runbook: {
        meaning: "The network between the servers, or their disks, are slow.",
        impact: "A little more and the lead is lost.",
        checks: ["Losses and latency between the zones.", "Latency of the volumes."],
        mitigation: ["Move the slow server to another node."],
      },
      metrics: [CONTACT],
    },
    {
      name: "VaultLeasesGrow",
      severity: "warning",
      holdMinutes: 30,
      expression: ({ scraped, number }) =>
        `max by (${OWNER_LABELS}) (${LEASES.name}{${scraped}}) > ` +
        `2 * (max by (${OWNER_LABELS}) (avg_over_time(${LEASES.name}{${scraped}}[7d])) > ${number("leases")})`,
      summary: `${WHOSE} has twice the leases of the last week`,
      description: "{{ $value }} leases have to be kept, renewed and ended.",
      runbook: {
        meaning: "Somebody asks for credentials or tokens and does not give them back.",
        impact: "Memory, storage and the time a new leader needs grow with them.",
        checks: ["`list sys/leases/lookup/<prefix>`: which mount and which role?", "A reader that crashes in a loop?"],
        mitigation: ["Shorten the lifetime of that role.", "Stop the reader, then revoke its leases by their prefix."],
        never: ["Do not revoke leases of a prefix before you know who lives on them."],
      },
      metrics: [LEASES],
    },
    {
      name: "VaultEndlessTokens",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `max by (${OWNER_LABELS}) (${TOKENS.name}{${scraped}, creation_ttl="+Inf"}) > ${number("endlessTokens")}`,
      summary: `${WHOSE} has tokens that never end`,
      description: "{{ $value }} tokens have no end, root tokens among them.",
      runbook: {
        meaning: "Somebody made tokens without a lifetime, or did not revoke a root token.",
        impact: "Whoever finds one of them has it for ever.",
        checks: ["The audit log, `auth/token/create` and `sys/generate-root`: who made them?"],
        mitigation: ["Revoke them by their accessors, and give whoever used them a login of their own."],
      },
      metrics: [TOKENS],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Open",
      unit: "short",
      expression: ({ scraped }) => `${UNSEALED.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [UNSEALED],
    },
    {
      title: "Active",
      unit: "short",
      expression: ({ scraped }) => `${LEADING.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [LEADING],
    },
    {
      title: "Servers that the leader knows",
      unit: "short",
      expression: ({ scraped }) => `${PEERS.name}{${scraped}}`,
      legend: "{{pod}}",
      metrics: [PEERS],
    },
    {
      title: "Requests",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (pod) (rate(${REQUEST_COUNT.name}{${scraped}}[5m]))`,
      legend: "{{pod}}",
      metrics: [REQUEST_COUNT],
    },
    {
      title: "Leases",
      unit: "short",
      expression: ({ scraped }) => `max by (pod) (${LEASES.name}{${scraped}})`,
      legend: "{{pod}}",
      metrics: [LEASES],
    },
  ],
};
