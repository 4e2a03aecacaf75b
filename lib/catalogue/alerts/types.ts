import type { MetricListName } from "../clients/metric-list";
import type { SubjectId } from "./subjects";

/** One running program as alerts see it: plain data, so that rules can be rendered and tested without a cluster. */
export interface WatchTarget {
  /** Namespace of the workload. */
  readonly namespace: string;
  /** Name of the workload in Kubernetes, which is also the label `palisade_workload` on everything scraped from it. */
  readonly workload: string;
  /**
   * Name of the port its metrics are scraped from, which is also the label `palisade_endpoint`: one pod may run
   * several programs. @default - every scraped port of the workload
   */
  readonly endpoint?: string;
  /** Numbers in place of the subject's own. @default - the subject's own numbers */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** What an expression is built from: the target's selectors and its numbers. */
export interface RuleContext {
  /** Label matchers of series scraped from the target, without braces. */
  readonly scraped: string;
  /** The target. */
  readonly target: WatchTarget;
  /** A number of the subject. @throws PalisadeError when the subject has no such number */
  number(name: string): number;
}

/** A metric an alert or panel reads, and where its name was read. */
export interface MetricUse {
  /** Name as Prometheus shows it. */
  readonly name: string;
  /** Where the name comes from: project, file or page, version. */
  readonly source: string;
}

/** `critical` wakes a person, `warning` is a ticket, `info` stays on the dashboard: the words of kube-prometheus-stack's inhibition rules. */
export type Severity = "critical" | "warning" | "info";

/** What a person does when an alert fires. */
export interface RunbookEntry {
  /** What the alert says about the program. */
  readonly meaning: string;
  /** Who notices, and what it costs. */
  readonly impact: string;
  /** What to look at, in this order. */
  readonly checks: readonly string[];
  /** What to do, the safest step first. */
  readonly mitigation: readonly string[];
  /** What makes it worse. @default - nothing in particular */
  readonly never?: readonly string[];
}

/** One alert. */
export interface AlertSpec {
  /** Name of the alert, unique in the catalogue. */
  readonly name: string;
  /** How loud it is. */
  readonly severity: Severity;
  /** Minutes the condition must hold before it fires. */
  readonly holdMinutes: number;
  /** The PromQL condition. */
  readonly expression: (context: RuleContext) => string;
  /** One line for the notification; may hold Prometheus templates such as `{{ $labels.namespace }}`. */
  readonly summary: string;
  /** What was measured, for the notification; may hold Prometheus templates. */
  readonly description: string;
  /** What to do. */
  readonly runbook: RunbookEntry;
  /** Every metric in the expression, with its source. `up` needs none: Prometheus makes it. */
  readonly metrics: readonly MetricUse[];
}

/** One panel of a dashboard. */
export interface PanelSpec {
  /** Heading. */
  readonly title: string;
  /** Grafana unit id, such as `short`, `s`, `percentunit`, `reqps`. */
  readonly unit: string;
  /** The PromQL expression. */
  readonly expression: (context: RuleContext) => string;
  /** Name of a line; `{{label}}` is filled from its labels. */
  readonly legend: string;
  /** Every metric in the expression, with its source. */
  readonly metrics: readonly MetricUse[];
}

/** A number alerts take. */
export interface ParameterSpec {
  /** Value when nobody says otherwise. */
  readonly value: number;
  /** What it means, with its unit. */
  readonly meaning: string;
}

/** One page of the alert catalogue: everything that is known about watching one program. */
export interface SubjectSpec {
  /** Name of the page. */
  readonly id: SubjectId;
  /** Heading of the runbook and the dashboard. */
  readonly title: string;
  /** What it watches, in one sentence. */
  readonly about: string;
  /** Whether the expressions read what the program itself shows, so that it must be scraped. */
  readonly scraped: boolean;
  /** List of everything its program shows, which the metrics below have to be in. @default - no list was read */
  readonly metricList?: MetricListName;
  /** Numbers its alerts take, by name with unit. */
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  /** Its alerts, at least three. */
  readonly alerts: readonly AlertSpec[];
  /** Its panels, in reading order. */
  readonly panels: readonly PanelSpec[];
}
