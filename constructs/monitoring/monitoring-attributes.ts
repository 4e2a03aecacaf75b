/**
 * Namespace of the node exporter of a monitoring platform: it reads the node's own files and network, which no other pod
 * of the platform may.
 *
 * @param namespaceName namespace that Prometheus runs in
 */
export function nodeExporterNamespace(namespaceName: string): string {
  return `${namespaceName}-nodes`;
}

/** Where a monitoring platform is, as plain values: what watches and what is watched live in different stacks. */
export interface MonitoringAttributes {
  /** Namespace that Prometheus runs in. */
  readonly namespaceName: string;
  /** Value of the `release` label that Prometheus' selectors look for: the name of its Helm release. */
  readonly releaseLabel: string;
  /** Where the runbook pages stand, such as `https://example.org/runbooks`; alerts link there. */
  readonly runbookBaseUrl: string;
  /** Seconds between scrapes of a program that does not say so itself. @default - 30 */
  readonly scrapeIntervalSeconds?: number;
}
