import { type AlertSpec, ruleContext, type SubjectSpec, type WatchTarget } from "../catalogue/alerts";

/** One alerting rule in the form Prometheus reads. */
export interface AlertRule {
  /** Name of the alert. */
  readonly alert: string;
  /** PromQL condition. */
  readonly expr: string;
  /** How long the condition must hold, as a Prometheus duration. @default - it fires at once */
  readonly for?: string;
  /** Labels put on the alert, to route it by. */
  readonly labels: Readonly<Record<string, string>>;
  /** Texts for the notification; may hold Prometheus templates. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group of rules that are evaluated together. */
export interface RuleGroup {
  /** Name, unique in the cluster. */
  readonly name: string;
  /** Its rules, in order. */
  readonly rules: readonly AlertRule[];
}

/** Options of `ruleGroup`. */
export interface RuleGroupOptions {
  /** Where the runbook pages stand, such as `https://example.org/runbooks`. */
  readonly runbookBaseUrl: string;
  /** Labels on every alert, such as chain and network. @default - none beside the severity */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Where the runbook of an alert stands: one page per subject, one heading per alert. */
export function runbookUrl(baseUrl: string, subject: SubjectSpec, alert: AlertSpec): string {
  return `${baseUrl.replace(/\/+$/, "")}/${subject.id}.md#${alert.name.toLowerCase()}`;
}

/**
 * The rules of one subject for one target. Only what Prometheus 2.42 and 3 both read is used: no group labels, no query
 * offset (measured with promtool 2.42).
 *
 * @throws PalisadeError when the target gives a number the subject does not know
 */
export function ruleGroup(subject: SubjectSpec, target: WatchTarget, options: RuleGroupOptions): RuleGroup {
  const context = ruleContext(subject, target);
  const rules = subject.alerts.map((alert) => ({
    alert: alert.name,
    expr: alert.expression(context),
    ...(alert.holdMinutes === 0 ? {} : { for: `${alert.holdMinutes}m` }),
    labels: { ...options.labels, severity: alert.severity },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: runbookUrl(options.runbookBaseUrl, subject, alert),
    },
  }));
  return { name: `${target.namespace}.${target.workload}.${subject.id}`, rules };
}
