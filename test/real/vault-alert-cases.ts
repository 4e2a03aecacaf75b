import type { AlertProof } from "./alert-cases";

/** Labels of the target of all proofs, as `alert-cases.ts` has them; each of its pods has its own name. */
const scraped = (pod: number) =>
  `namespace="nodes",palisade_workload="eth-0",palisade_endpoint="metrics",pod="eth-0-${pod}"`;
const one = (metric: string, labels = "") => `${metric}{${scraped(0)}${labels}}`;
const CRON = `namespace="nodes",cronjob="eth-0"`;
const LAST_START = `kube_cronjob_status_last_schedule_time{${CRON}}`;
const LAST_SUCCESS = `kube_cronjob_status_last_successful_time{${CRON}}`;
const RUNNING = `kube_cronjob_status_active{${CRON}}`;
const SUSPENDED = `kube_cronjob_spec_suspend{${CRON}}`;

/** What three servers show, one value each. */
const each = (metric: string, ...values: readonly string[]) =>
  Object.fromEntries(values.map((value, pod) => [`${metric}{${scraped(pod)}}`, value]));

const UNSEALED = "vault_core_unsealed";
const ACTIVE = "vault_core_active";
const LOST = one("vault_core_leadership_lost_count");
const AUDIT = one("vault_audit_log_request_failure");
const LEASES = one("vault_expire_num_leases");
const slow = one("vault_core_handle_request", ',quantile="0.5"');
const late = one("vault_raft_leader_lastContact", ',quantile="0.99"');
const endless = one("vault_token_count_by_ttl", ',creation_ttl="+Inf"');

/** A gauge that is at fault with one value and well with another. */
const gauge = (series: string, trouble: string, well: string): AlertProof => ({
  fires: [{ series: { [series]: trouble }, atMinutes: 20 }],
  quiet: [{ series: { [series]: well }, atMinutes: 20 }],
});

/** How each alert on Vault, and on its snapshots, is proven. `VaultDown` is proven as all of its kind are. */
export const VAULT_PROOFS: Readonly<Record<string, AlertProof>> = {
  VaultSealed: {
    fires: [{ series: each(UNSEALED, "1x30", "0x30", "1x30"), atMinutes: 10 }],
    quiet: [
      { series: each(UNSEALED, "1x30", "1x30", "1x30"), atMinutes: 10 },
      // A restart: closed for less than a minute.
      { series: each(UNSEALED, "1x30", "1x9 0 1x20", "1x30"), atMinutes: 10 },
    ],
  },
  VaultLeaderMissing: {
    fires: [
      { series: each(ACTIVE, "0x30", "0x30", "0x30"), atMinutes: 10 },
      { series: each(ACTIVE, "1x30", "1x30", "0x30"), atMinutes: 10 },
    ],
    quiet: [{ series: each(ACTIVE, "0x30", "1x30", "0x30"), atMinutes: 10 }],
  },
  VaultLeadershipUnsteady: {
    fires: [{ series: { [LOST]: "0+1x10 10x60" }, atMinutes: 40 }],
    quiet: [{ series: { [LOST]: "0x10 1x60" }, atMinutes: 40 }],
  },
  VaultAutopilotUnhealthy: gauge(one("vault_autopilot_healthy"), "0x30", "1x30"),
  VaultQuorumAtRisk: gauge(one("vault_autopilot_failure_tolerance"), "0x30", "1x30"),
  VaultAuditFailing: {
    fires: [
      { series: { [AUDIT]: "0x10 1x20" }, atMinutes: 12 },
      // The counter appears with its first failure.
      { series: { [AUDIT]: "_x10 1x20" }, atMinutes: 12 },
    ],
    quiet: [
      { series: { [AUDIT]: "0x30" }, atMinutes: 12 },
      { series: { [AUDIT]: "_x10 1x20" }, atMinutes: 25 },
    ],
  },
  VaultRequestsSlow: gauge(slow, "600x30", "20x30"),
  VaultRaftContactLate: gauge(late, "300x30", "30x30"),
  VaultLeasesGrow: {
    fires: [{ series: { [LEASES]: "2000x600 9000x100" }, atMinutes: 660 }],
    quiet: [
      { series: { [LEASES]: "2000x700" }, atMinutes: 660 },
      // Few leases may grow as they like.
      { series: { [LEASES]: "10x600 900x100" }, atMinutes: 660 },
    ],
  },
  VaultEndlessTokens: gauge(endless, "4x30", "1x30"),
  VaultSnapshotOld: {
    fires: [{ series: { [LAST_SUCCESS]: "0x400" }, atMinutes: 260 }],
    quiet: [{ series: { [LAST_SUCCESS]: "7200x400" }, atMinutes: 260 }],
  },
  VaultSnapshotFailed: {
    fires: [{ series: { [LAST_START]: "600x60", [LAST_SUCCESS]: "300x60", [RUNNING]: "0x60" }, atMinutes: 20 }],
    quiet: [
      { series: { [LAST_START]: "600x60", [LAST_SUCCESS]: "660x60", [RUNNING]: "0x60" }, atMinutes: 20 },
      { series: { [LAST_START]: "600x60", [LAST_SUCCESS]: "300x60", [RUNNING]: "1x60" }, atMinutes: 20 },
    ],
  },
  VaultSnapshotNever: {
    fires: [
      { series: { [SUSPENDED]: "0x500" }, atMinutes: 400 },
      { series: { [SUSPENDED]: "1x500", [LAST_SUCCESS]: "600x500" }, atMinutes: 400 },
    ],
    quiet: [
      { series: { [SUSPENDED]: "0x500", [LAST_SUCCESS]: "600x500" }, atMinutes: 400 },
      // Nobody has taken it into service yet.
      { series: { [SUSPENDED]: "0x500" }, atMinutes: 120 },
    ],
  },
};
