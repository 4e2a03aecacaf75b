/**
 * What a fact is about. A fact is one thing that a stack takes for granted of a program it does not contain: that a
 * chart has a value, that a client has a flag, that an action exists.
 */
export type FactKind =
  | "chart value"
  | "custom resource field"
  | "Kubernetes field"
  | "client flag"
  | "configuration key"
  | "alert expression"
  | "metric"
  | "IAM name"
  | "AWS value"
  | "image"
  | "script";

/** Every kind, in the order of the report. */
export const FACT_KINDS: readonly FactKind[] = [
  "chart value",
  "custom resource field",
  "Kubernetes field",
  "client flag",
  "configuration key",
  "alert expression",
  "metric",
  "IAM name",
  "AWS value",
  "image",
  "script",
];

/** One thing a stack takes for granted. Two facts with the same three words are the same fact. */
export interface Fact {
  /** What it is about. */
  readonly kind: FactKind;
  /** Whose fact it is, with the version: `chart kube-prometheus-stack 88.5.3`, `reth v2.10.1`. */
  readonly of: string;
  /** The thing itself: `grafana.persistence.enabled`, `--http.api`, `eks:DescribeCluster`. */
  readonly name: string;
}

/** A fact, and whether something was there to check it against. */
export interface ExaminedFact extends Fact {
  /** False where the catalogue knows nothing to check it against, such as a chart it does not have. */
  readonly checked: boolean;
}

/** One text per fact, the same for the same fact. */
export function factKey({ kind, of, name }: Fact): string {
  return `${kind}\t${of}\t${name}`;
}
