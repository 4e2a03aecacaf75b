import { ACTIVE, cronJob, LAST_START, LAST_SUCCESS, NEXT_START, SUSPENDED } from "./cron-job";
import type { SubjectSpec } from "./types";

/** Watching an agent that runs on a schedule, through what the cluster says about it. Holds for every agent program. */
export const AGENT_SCHEDULE: SubjectSpec = {
  id: "agent-schedule",
  title: "Agent on a schedule",
  about: "An agent that runs to the end at set times. Switched off (`enabled: false`) its schedule is suspended.",
  scraped: false,
  parameters: {
    overdueSeconds: { value: 600, meaning: "seconds a run may start late" },
    runSeconds: {
      value: 2880,
      meaning: "seconds a run may take before somebody should look; it is stopped at its deadline",
    },
  },
  alerts: [
    {
      name: "AgentRunFailed",
      severity: "warning",
      holdMinutes: 5,
      // The time of the last success does not exist before the first one.
      expression: (context) =>
        `(${cronJob(LAST_START, context)} > ${cronJob(LAST_SUCCESS, context)} or ` +
        `${cronJob(LAST_START, context)} unless ${cronJob(LAST_SUCCESS, context)}) and ${cronJob(ACTIVE, context)} == 0`,
      summary: "The last run of agent {{ $labels.namespace }}/{{ $labels.cronjob }} failed",
      description:
        "A run has started since the last success, and none is going on. It stops firing with the next success.",
      runbook: {
        meaning: "The agent's last run ended without success, retries included.",
        impact: "What the run should have done is not done, or half done.",
        checks: [
          "`kubectl --namespace <namespace> get jobs --selector app.kubernetes.io/instance=<agent>`, then the log of the failed pod.",
          "Was it stopped at its deadline? Then AgentRunSlow fired first.",
          "Model gateway, tools and secrets: do other agents fail too?",
        ],
        mitigation: [
          "Safe to repeat: `kubectl --namespace <namespace> create job --from=cronjob/<agent> <agent>-again`.",
          "Broken since a new version: point back to the version before.",
        ],
        never: ["Do not repeat a run whose tools move funds before you know how far it got."],
      },
      metrics: [LAST_START, LAST_SUCCESS, ACTIVE],
    },
    {
      name: "AgentRunOverdue",
      severity: "warning",
      holdMinutes: 5,
      expression: (context) =>
        `time() - ${cronJob(NEXT_START, context)} > ${context.number("overdueSeconds")} and ${cronJob(SUSPENDED, context)} == 0`,
      summary: "Agent {{ $labels.namespace }}/{{ $labels.cronjob }} should have run by now",
      description: "Its run is {{ $value | humanizeDuration }} late.",
      runbook: {
        meaning: "The schedule is on, its time has come, and no run has started.",
        impact: "The agent's work is late and will be skipped if it stays so.",
        checks: [
          "Is the run before still going? Two runs never overlap.",
          "`kubectl --namespace <namespace> describe cronjob <agent>`: events such as a quota or a refused pod.",
          "Time zone and schedule: is that the time you meant?",
        ],
        mitigation: ["End the stuck run, or lift the quota.", "Start it by hand once, when the work cannot wait."],
      },
      metrics: [NEXT_START, SUSPENDED],
    },
    {
      name: "AgentRunSlow",
      severity: "warning",
      holdMinutes: 0,
      expression: (context) =>
        `time() - ${cronJob(LAST_START, context)} > ${context.number("runSeconds")} and ${cronJob(ACTIVE, context)} > 0`,
      summary: "Agent {{ $labels.namespace }}/{{ $labels.cronjob }} runs longer than it should",
      description: "Its run has been going for {{ $value | humanizeDuration }}.",
      runbook: {
        meaning: "A run is close to its deadline, at which Kubernetes stops it.",
        impact: "Cut off at the deadline, the run counts as failed; a loop burns tokens until then.",
        checks: [
          "The log of the running pod: is it getting on, or does it repeat itself?",
          "The model gateway: slow answers, or rate limits?",
        ],
        mitigation: ["A loop: delete the job.", "More work than before: raise the deadline, or run it more often."],
      },
      metrics: [LAST_START, ACTIVE],
    },
  ],
  panels: [
    {
      title: "Since the last success",
      unit: "s",
      expression: (context) => `time() - ${cronJob(LAST_SUCCESS, context)}`,
      legend: "{{cronjob}}",
      metrics: [LAST_SUCCESS],
    },
    {
      title: "Runs going on",
      unit: "short",
      expression: (context) => cronJob(ACTIVE, context),
      legend: "{{cronjob}}",
      metrics: [ACTIVE],
    },
    {
      title: "Until the next run",
      unit: "s",
      expression: (context) => `${cronJob(NEXT_START, context)} - time()`,
      legend: "{{cronjob}}",
      metrics: [NEXT_START],
    },
  ],
};
