/** Managed add-ons every cluster gets. */
export type EksAddonName = "vpc-cni" | "kube-proxy" | "coredns" | "eks-pod-identity-agent" | "aws-ebs-csi-driver";

/** Exact version of each add-on. */
export type EksAddonVersions = Readonly<Record<EksAddonName, string>>;

/** What is known of one Kubernetes version on EKS. */
export interface EksVersion {
  /** Minor version, such as `1.35`. */
  readonly version: string;
  /** Last day of standard support, as a date. @default - no source */
  readonly standardSupportUntil?: string;
  /** Still a good choice for a cluster. Others work, with a warning. */
  readonly recommended: boolean;
  /** Add-on versions that EKS gave as default for it. @default - no source: the cluster's props must name them */
  readonly addons?: EksAddonVersions;
  /** Where this was read, and when. */
  readonly source: string;
}

/**
 * Kubernetes versions of EKS, newest first. Support lasts 14 months; then a cluster either pays extended support or is
 * upgraded by AWS.
 */
export const EKS_VERSIONS = [
  {
    version: "1.36",
    recommended: true,
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.36.0-eksbuild.25",
      coredns: "v1.14.3-eksbuild.23",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
    },
    source:
      "version: supported by Karpenter 1.13 and newer; add-ons: as reported by describe-addon-versions in public Terraform repositories and upgrade records of September 2026; support dates: no source",
  },
  {
    version: "1.35",
    standardSupportUntil: "2027-03-27",
    recommended: true,
    addons: {
      "vpc-cni": "v1.22.4-eksbuild.3",
      "kube-proxy": "v1.35.3-eksbuild.29",
      coredns: "v1.13.2-eksbuild.31",
      "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
      "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
    },
    source:
      "dates: endoflife.date; add-ons: the EKS defaults for 1.35, the same in several public Terraform repositories of September 2026",
  },
  {
    version: "1.34",
    standardSupportUntil: "2026-12-02",
    recommended: false,
    source: "Amazon EKS User Guide, release calendar, as of 2026-11-20; add-ons: no source",
  },
  {
    version: "1.33",
    standardSupportUntil: "2026-07-29",
    recommended: false,
    source: "Amazon EKS User Guide, release calendar, as of 2026-11-20; add-ons: no source",
  },
] as const satisfies readonly EksVersion[];

/** Version of a cluster that names none: the newest one whose support dates are known. */
export const DEFAULT_EKS_VERSION = "1.35";

/** What is known of a version; undefined when nothing is. */
export function eksVersion(version: string): EksVersion | undefined {
  return EKS_VERSIONS.find((known) => known.version === version);
}

/**
 * Node image that Karpenter starts nodes from: a dated release of the EKS-optimised Amazon Linux 2023, since `@latest`
 * replaces nodes whenever AWS publishes one. Source: releases of awslabs/amazon-eks-ami; this one is in use in public
 * repositories of September 2026.
 */
export const KARPENTER_NODE_IMAGE = "al2023@v20260903";
