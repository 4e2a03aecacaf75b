import type { AlertProof } from "./alert-cases";

/** Labels of the target of all proofs, as `alert-cases.ts` has them. */
const SCRAPED = `namespace="nodes",palisade_workload="eth-0",palisade_endpoint="metrics",pod="eth-0-0"`;
const series = (metric: string, labels = "") => `${metric}{${SCRAPED}${labels}}`;
const SET = `namespace="nodes",daemonset="eth-0",job="kube-state-metrics"`;
const WANTED = `kube_daemonset_status_desired_number_scheduled{${SET}}`;
const READY = `kube_daemonset_status_number_ready{${SET}}`;

/** A counter: it rises, or appears with its first count. One that stands still, and one of something else, is quiet. */
const counted = (metric: string, labels: string, other: string): AlertProof => ({
  fires: [
    { series: { [series(metric, labels)]: "_x20 1x20" }, atMinutes: 24 },
    { series: { [series(metric, labels)]: "3x20 4x20" }, atMinutes: 24 },
  ],
  quiet: [
    { series: { [series(metric, labels)]: "1x60" }, atMinutes: 40 },
    { series: { [series(metric, other)]: other === labels ? "0x60" : "0+5x60" }, atMinutes: 40 },
  ],
});

const gauge = (metric: string, labels: string, minutes: number, quiet: string): AlertProof => ({
  fires: [{ series: { [series(metric, labels)]: `2x${minutes * 3}` }, atMinutes: minutes * 2 }],
  quiet: [
    { series: { [series(metric, labels)]: `0x${minutes * 3}` }, atMinutes: minutes * 2 },
    { series: { [series(metric, quiet)]: `2x${minutes * 3}` }, atMinutes: minutes * 2 },
  ],
});

const MISSING: AlertProof = {
  fires: [{ series: { [WANTED]: "5x60", [READY]: "4x60" }, atMinutes: 30 }],
  quiet: [
    { series: { [WANTED]: "5x60", [READY]: "5x60" }, atMinutes: 30 },
    // A new node: its agent starts within minutes.
    { series: { [WANTED]: "5x60", [READY]: "5x10 4x8 5x40" }, atMinutes: 20 },
  ],
};

const KIND = "k8s_label_palisade_dev_kind";
const IMAGE = `,exported_namespace="keys",resource_kind="ReplicaSet",resource_name="signer-1",container_name="signer",image_repository="consensys/web3signer",image_tag="26.7.0"`;
const found = (severity: string, kind: string) => `${IMAGE},severity="${severity}",${KIND}="${kind}"`;
const VULNERABILITIES = "trivy_image_vulnerabilities";
const EVENTS = series("falcosecurity_scap_n_evts_total");
const DROPS = series("falcosecurity_scap_n_drops_total");
const POLICY = `,exported_namespace="keys",exported_pod="signer-1-x",binary="/usr/bin/dash"`;

/** How the alerts on what runs, and on what images hold, are proven. Those on silence are proven as all of their kind are. */
export const RUNTIME_PROOFS: Readonly<Record<string, AlertProof>> = {
  FalcoMissingOnNode: MISSING,
  FalcoSignerRuleMatched: counted(
    "falcosecurity_falco_rules_matches_total",
    ',rule_name="Palisade shell",tag_palisade="true"',
    ',rule_name="Terminal shell in container",tag_shell="true"',
  ),
  FalcoBlind: {
    fires: [{ series: { [EVENTS]: "0+1000x60", [DROPS]: "0+20x60" }, atMinutes: 40 }],
    quiet: [{ series: { [EVENTS]: "0+1000x60", [DROPS]: "0+5x60" }, atMinutes: 40 }],
  },
  FalcoOutputLost: counted("falcosecurity_falco_outputs_queue_num_drops_total", "", ""),
  FalcosidekickOutputFailing: counted(
    "falcosecurity_falcosidekick_outputs_total",
    ',destination="alertmanager",status="error"',
    ',destination="alertmanager",status="ok"',
  ),
  FalcosidekickInputRejected: counted(
    "falcosecurity_falcosidekick_inputs_total",
    ',source="requests",status="rejected"',
    ',source="requests",status="accepted"',
  ),
  TetragonMissingOnNode: MISSING,
  TetragonSignerPolicyMatched: counted(
    "tetragon_policy_events_total",
    `,policy="palisade-shell-unknown"${POLICY}`,
    `,policy="somebody-elses"${POLICY}`,
  ),
  TetragonPolicyNotLoaded: gauge("tetragon_tracingpolicy_loaded", ',state="load_error"', 10, ',state="enabled"'),
  TetragonEventsLost: {
    fires: [
      { series: { [series("tetragon_bpf_missed_events_total", ',error="ENOSPC"')]: "0+5x60" }, atMinutes: 40 },
      { series: { [series("tetragon_observer_ringbuf_queue_events_lost_total")]: "0+5x60" }, atMinutes: 40 },
      { series: { [series("tetragon_export_ratelimit_events_dropped_total")]: "0+5x60" }, atMinutes: 40 },
    ],
    quiet: [
      {
        series: {
          [series("tetragon_bpf_missed_events_total", ',error="ENOSPC"')]: "7x60",
          [series("tetragon_observer_ringbuf_queue_events_lost_total")]: "0x60",
          [series("tetragon_export_ratelimit_events_dropped_total")]: "0x60",
        },
        atMinutes: 40,
      },
    ],
  },
  KeyImageCriticallyVulnerable: gauge(VULNERABILITIES, found("Critical", "signer"), 60, found("Critical", "agent")),
  ImageCriticallyVulnerable: gauge(VULNERABILITIES, found("Critical", "agent"), 90, found("High", "agent")),
  SecretInImage: gauge("trivy_image_exposedsecrets", found("High", "agent"), 30, found("Low", "agent")),
  NothingScanned: {
    fires: [{ series: { 'up{namespace="nodes",palisade_workload="eth-0"}': "1x500" }, atMinutes: 480 }],
    quiet: [{ series: { [series(VULNERABILITIES, found("Low", "agent"))]: "0x500" }, atMinutes: 480 }],
  },
};
