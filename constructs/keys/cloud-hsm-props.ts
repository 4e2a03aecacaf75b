import type { CurveName } from "../../lib/catalogue/keys";
import type { INetwork } from "../network";
import type { ClientGroups } from "./client-groups";
import type { KeySourceProps } from "./key-source";

/** What people did once, after the first module stood: the cluster is theirs from then on. Nothing here is secret. */
export interface CloudHsmCeremony {
  /** Day on which they did it, such as `2026-11-21`. */
  readonly day: string;
  /** People who are officers of the cluster: each an admin in it, with a password of their own. At least two. */
  readonly officers: readonly string[];
  /**
   * The self-signed certificate under which the cluster's certificate was signed (`customerCA.crt`), in PEM form. Public:
   * clients of the cluster know it by this.
   */
  readonly issuingCertificate: string;
}

/** Zones with a module each, unless told otherwise. */
export const DEFAULT_ZONES = 2;

/** Props of `KeySource.cloudHsm`. */
export interface CloudHsmProps extends KeySourceProps {
  /**
   * Curve of the keys: `secp256k1`, in a cluster in FIPS mode, or `ed25519`, which the modules know outside of it alone.
   * A cluster's mode is never changed.
   */
  readonly curve: CurveName;
  /** Network it stands in: in the isolated subnets, or in the private ones where there are none. */
  readonly network: INetwork;
  /** Number of zones with a module each, at least 2. It can be raised later: the cluster has a subnet in each. @default - 2 */
  readonly zones?: number;
  /** Security groups of those that may reach the modules, by what they are, such as `{ signer: "sg-…" }`. */
  readonly clients: ClientGroups;
  /**
   * ARN of the SNS topic that is told when a module is broken, and when somebody changes or deletes the cluster, or
   * copies or deletes a backup. Its policy has to let `events.amazonaws.com` and `cloudwatch.amazonaws.com` publish, and
   * CloudTrail has to be on in the region.
   */
  readonly alarmTopicArn: string;
  /**
   * Days that backups are kept, 7 to 379. A person sets them: the AWS provider 6.25.0 has no argument for it, and AWS
   * keeps them for 90 days until then. @default - 365 (own proposal)
   */
  readonly backupDays?: number;
  /** What people did in the cluster. @default - nothing yet: there is one module, and the runbook says what to do */
  readonly ceremony?: CloudHsmCeremony;
  /**
   * Backup that the cluster is made from, such as `backup-abcdefghijk`: it has that one's users, keys and certificate,
   * so `ceremony` has to be that one's too. @default - a new, empty cluster
   */
  readonly restoreFromBackupId?: string;
}
