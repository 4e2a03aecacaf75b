/** Changes to policies after which everything is open and closed as before. */
export interface EquivalentMutants {
  /** Names of the mutants. Each that is named so has to change nothing. */
  readonly of: RegExp;
  /** The one environment in which they change nothing. @default - all */
  readonly only?: string;
  /** Why they change nothing. */
  readonly because: string;
}

/** All of them. */
export const EQUIVALENT_MUTANTS: readonly EquivalentMutants[] = [
  {
    of: /^monitoring\/default-deny: (removed|holds for nobody|moved to (?!elsewhere).*|(in|e)gress not closed)$/,
    because: "among-themselves holds for every pod of the namespace too, and closes both ways",
  },
  {
    of: /^admission\/default-deny: (removed|holds for nobody|moved to (?!elsewhere).*|(in|e)gress not closed)$/,
    because: "the policy of the engine holds for every pod of the namespace too, and closes both ways",
  },
  {
    of: /^(admission\/kyverno: (ingress 0|egress 1)|image-scanning\/(trivy-operator: egress 2|scans: egress 1|trivy-server: ingress [01])) peer 0 of the policy's own namespace$/,
    because: "the peer stands in the policy's own namespace anyway",
  },
  {
    of: /^agents\/(?!default-deny)[\w-]+: ingress not closed$/,
    because: "nothing is let in to the agent, and the default deny of its namespace closes what comes in as well",
  },
  {
    of: /^monitoring\/notify: egress 0 peer 0 (dropped|of another block|exception \d forgotten)$/,
    only: "local",
    because:
      "nobody knows where that cluster's API is, so port 443 of every IPv4 address is open to all of the platform",
  },
  {
    of: /^(payments\/payouts-payer|signers\/duties-schema-[\w-]+|vault\/vault-snapshots|image-scanning\/scans|cert-manager\/cert-manager-startupapicheck): ingress not closed$/,
    because: "nothing is let in to it, and the default deny of its namespace closes what comes in as well",
  },
  {
    of: /^(vault\/vault: (ingress 0|egress 1)|vault\/vault-snapshots: egress 1|signers\/payouts: ingress 0|signers\/payouts-guard: egress 1|signers\/payouts-mesh: ingress 1|signers\/payouts-guard-mesh: egress 0|istio-system\/istiod: ingress 1|istio-system\/ztunnel: egress 1) peer 0 of the policy's own namespace$/,
    because: "the peer stands in the policy's own namespace anyway",
  },
  ...["staging", "prod"].map((only) => ({
    of: /^vault\/vault: ingress 2 peer 0 of the policy's own namespace$/,
    only,
    because: "what takes snapshots stands in the policy's own namespace anyway",
  })),
  {
    of: /^vault\/vault: egress 4 (dropped|peer 0 of another block)$/,
    because:
      "KMS has addresses in the network in which the cluster's API stands too, and port 443 is open to that anyway",
  },
];
