import { promqlText } from "../catalogue/alerts/context";
import type { MetricUse } from "../catalogue/alerts/types";
import type { SecretKindId } from "../catalogue/secret-kinds";
import { DAY_SECONDS } from "../core/day";

/** Which operator filled a Kubernetes Secret. */
export type SecretOperator = "external-secrets" | "vault-secrets-operator";

/** One Kubernetes Secret that an operator fills. */
export interface WatchedSecret {
  /** Namespace. */
  readonly namespace: string;
  /** Name of the Kubernetes Secret, and of the object that fills it. */
  readonly secretName: string;
  /** Name of the object by which the operator logs in. */
  readonly loginName: string;
  /** Who fills it. */
  readonly operator: SecretOperator;
  /** Which runbook fits it. */
  readonly kind: SecretKindId;
  /** Days until its value has to be changed. @default - no alert on its age */
  readonly rotateEveryDays?: number;
}

/** Options of `secretRules`. */
export interface SecretRulesOptions {
  /** Where the runbook pages stand, such as `https://example.org/runbooks`. */
  readonly runbookBaseUrl: string;
  /**
   * Whether Prometheus scrapes the operators. Without that their metrics are not there, and a rule over them would be a
   * silent lie.
   */
  readonly areOperatorsScraped: boolean;
}

/** A rule that records a series. */
export interface RecordingRule {
  /** Name of the series. */
  readonly record: string;
  /** PromQL expression. */
  readonly expr: string;
  /** Labels put on the series: two rules of one file that record one name have to differ in them. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A rule that alerts. */
export interface SecretAlertRule {
  /** Name of the alert. */
  readonly alert: string;
  /** PromQL condition. */
  readonly expr: string;
  /** How long the condition must hold, as a Prometheus duration. */
  readonly for: string;
  /** Labels put on the alert, to route it by. */
  readonly labels: Readonly<Record<string, string>>;
  /** Texts for the notification; may hold Prometheus templates. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Name of the alert on a value that is too old. */
export const NOT_ROTATED = "SecretNotRotated";
/** Name of the alert on an operator that cannot fetch. */
export const NOT_DELIVERED = "SecretNotDelivered";

/** Recorded, since Prometheus keeps samples for days and an age may be months. */
const CHANGED = "palisade:secret_changed:timestamp_seconds";

const KUBE_STATE_METRICS = "kubernetes/kube-state-metrics, docs/metrics/workload/secret-metrics.md";

/** Every metric that the rules read, with its source. */
export const SECRET_METRICS = {
  version: { name: "kube_secret_metadata_resource_version", source: KUBE_STATE_METRICS },
  created: { name: "kube_secret_created", source: KUBE_STATE_METRICS },
  externalSecret: {
    name: "externalsecret_status_condition",
    source: "external-secrets/external-secrets, docs/api/metrics.md",
  },
  vaultLogin: {
    name: "controller_resource_status",
    source:
      "hashicorp/vault-secrets-operator v1.4.1, internal/metrics/metrics.go and controllers/vaultauth_controller.go",
  },
} as const satisfies Record<string, MetricUse>;

/** Rules over one Kubernetes Secret. Empty when nothing can be said of it. */
export function secretRules(
  secret: WatchedSecret,
  options: SecretRulesOptions,
): readonly (RecordingRule | SecretAlertRule)[] {
  return [...ageRules(secret, options), ...(options.areOperatorsScraped ? [deliveryRule(secret, options)] : [])];
}

function ageRules(secret: WatchedSecret, options: SecretRulesOptions): readonly (RecordingRule | SecretAlertRule)[] {
  const { namespace, rotateEveryDays, secretName } = secret;
  if (rotateEveryDays === undefined) return [];
  const selector = `{namespace=${promqlText(namespace)}, secret=${promqlText(secretName)}}`;
  const newest = (expression: string) => `max by (namespace, secret) (${expression})`;
  const { created, version } = SECRET_METRICS;
  return [
    {
      record: CHANGED,
      // It changed just now; else as it was recorded, over gaps of a day; else it is as old as the Secret.
      expr: [
        newest(`timestamp(${version.name}${selector}) and (changes(${version.name}${selector}[15m]) > 0)`),
        newest(`last_over_time(${CHANGED}${selector}[1d])`),
        newest(`${created.name}${selector}`),
      ].join(" or "),
      labels: { namespace, secret: secretName },
    },
    {
      alert: NOT_ROTATED,
      expr: `time() - ${CHANGED}${selector} > ${rotateEveryDays * DAY_SECONDS}`,
      for: "1h",
      labels: labelsOf(secret),
      annotations: {
        summary: "Secret {{ $labels.namespace }}/{{ $labels.secret }} is older than it may be",
        description: `It should be changed every ${rotateEveryDays} days, and changed {{ $value | humanizeDuration }} ago.`,
        runbook_url: runbookUrl(secret, NOT_ROTATED, options),
      },
    },
  ];
}

function deliveryRule(secret: WatchedSecret, options: SecretRulesOptions): SecretAlertRule {
  return {
    alert: NOT_DELIVERED,
    expr: NOT_READY[secret.operator](secret),
    for: "15m",
    labels: labelsOf(secret),
    annotations: {
      summary: `Secret ${secret.namespace}/${secret.secretName} is not fetched any more`,
      description: "Its operator has said so for 15 minutes. What was fetched before is still there.",
      runbook_url: runbookUrl(secret, NOT_DELIVERED, options),
    },
  };
}

/** The alerts of several secrets stand in one file, where nothing else tells them apart. */
function labelsOf({ secretName }: WatchedSecret): Readonly<Record<string, string>> {
  return { severity: "warning", palisade_secret: secretName };
}

const NOT_READY: Readonly<Record<SecretOperator, (secret: WatchedSecret) => string>> = {
  "external-secrets": ({ namespace, secretName }) => {
    const matchers = `condition="Ready", status="False", name=${promqlText(secretName)}`;
    return ofObject(SECRET_METRICS.externalSecret.name, matchers, namespace, "== 1");
  },
  // The operator shows the state of logins, and not that of secrets.
  "vault-secrets-operator": ({ loginName, namespace }) => {
    const matchers = `controller="vaultauth", name=${promqlText(loginName)}`;
    return ofObject(SECRET_METRICS.vaultLogin.name, matchers, namespace, "== 0");
  },
};

/** The namespace of the object is a label of the series; where the scrape says its own, Prometheus renames it. */
function ofObject(metric: string, matchers: string, namespace: string, compared: string): string {
  const renamed = `${metric}{${matchers}, exported_namespace=${promqlText(namespace)}}`;
  const kept = `${metric}{${matchers}, exported_namespace="", namespace=${promqlText(namespace)}}`;
  return `max by (name) (${renamed} or ${kept}) ${compared}`;
}

function runbookUrl({ kind }: WatchedSecret, alert: string, { runbookBaseUrl }: SecretRulesOptions): string {
  return `${runbookBaseUrl.replace(/\/+$/, "")}/secrets/${kind}.md#${alert.toLowerCase()}`;
}
