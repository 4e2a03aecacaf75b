import { ACTIVE, cronJob, LAST_START, LAST_SUCCESS, SUSPENDED } from "./cron-job";
import type { SubjectSpec } from "./types";

/** Watching the job that saves what a secret server holds. A snapshot that nobody takes is missed once, too late. */
export const VAULT_SNAPSHOTS: SubjectSpec = {
  id: "vault-snapshots",
  title: "Snapshots of a secret server",
  about: "The job that saves the storage of Vault or OpenBao to a bucket where nobody can delete it.",
  scraped: false,
  parameters: {
    ageSeconds: { value: 14_400, meaning: "seconds the newest snapshot may be old; two runs of the default schedule" },
  },
  alerts: [
    {
      name: "VaultSnapshotOld",
      severity: "critical",
      holdMinutes: 5,
      expression: (context) => `time() - ${cronJob(LAST_SUCCESS, context)} > ${context.number("ageSeconds")}`,
      summary: "The newest snapshot of {{ $labels.namespace }}/{{ $labels.cronjob }} is too old",
      description: "The last one that succeeded was {{ $value | humanizeDuration }} ago.",
      runbook: {
        meaning: "Several runs in a row did not bring a snapshot into the bucket.",
        impact: "If the servers lose their data now, everything written since then is lost.",
        checks: [
          "VaultSnapshotFailed: is it firing, and what does the log of its last pod say?",
          "VaultSnapshotNever or a suspended schedule: does the job run at all?",
          "`aws s3api list-objects-v2` on the bucket: what is the newest object?",
        ],
        mitigation: [
          "Take one by hand: `kubectl --namespace <namespace> create job --from=cronjob/<name> <name>-again`.",
          "Mend what the log of the failed pod names, then see one scheduled run succeed.",
        ],
        never: ["Do not bring out a new version of the server while this fires."],
      },
      metrics: [LAST_SUCCESS],
    },
    {
      name: "VaultSnapshotFailed",
      severity: "warning",
      holdMinutes: 5,
      expression: (context) =>
        `${cronJob(LAST_START, context)} > ${cronJob(LAST_SUCCESS, context)} and ${cronJob(ACTIVE, context)} == 0`,
      summary: "The last snapshot of {{ $labels.namespace }}/{{ $labels.cronjob }} failed",
      description: "A run has started since the last success, and none is going on. It stops with the next success.",
      runbook: {
        meaning: "The job logged in and saved, or uploaded, without success, retries included.",
        impact: "None yet: the snapshot before is still there.",
        checks: [
          "The log of the container `save`: a refused login means that the store has not declared the job's role.",
          "The log of the container `upload`: `AccessDenied` means the bucket's policy or the key's.",
          "Is the server sealed, or without a leader? Their alerts come first.",
        ],
        mitigation: ["Mend what the log names.", "Run it once by hand to see that it works."],
      },
      metrics: [LAST_START, LAST_SUCCESS, ACTIVE],
    },
    {
      name: "VaultSnapshotNever",
      severity: "critical",
      holdMinutes: 360,
      expression: (context) =>
        `${cronJob(SUSPENDED, context)} == 1 or ${cronJob(SUSPENDED, context)} unless ${cronJob(LAST_SUCCESS, context)}`,
      summary: "{{ $labels.namespace }}/{{ $labels.cronjob }} takes no snapshots",
      description: "Its schedule is switched off, or no run has ever succeeded.",
      runbook: {
        meaning:
          "Nothing has been saved: the job is suspended, or has not succeeded once in the hours since it is there.",
        impact: "There is nothing to restore from.",
        checks: [
          "Was the server taken into service (runbook, First start)? Before that there is nothing to save.",
          "Is there a VaultStore on the server? It declares the role that the job logs in with.",
          "`kubectl --namespace <namespace> get cronjob <name>`: is it suspended, and by whom?",
        ],
        mitigation: ["Finish the first start, apply the store, or lift the suspension."],
      },
      metrics: [SUSPENDED, LAST_SUCCESS],
    },
  ],
  panels: [
    {
      title: "Age of the newest snapshot",
      unit: "s",
      expression: (context) => `time() - ${cronJob(LAST_SUCCESS, context)}`,
      legend: "{{cronjob}}",
      metrics: [LAST_SUCCESS],
    },
  ],
};
