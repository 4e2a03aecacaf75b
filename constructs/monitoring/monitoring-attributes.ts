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
