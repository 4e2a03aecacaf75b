import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct } from "constructs";
import { markIdentity } from "../core/identity";

/** Name of the class that `EksCluster` expects for volumes that name none. */
export const ENCRYPTED_STORAGE_CLASS = "gp3-encrypted";

/** Props of `EncryptedStorageClass`. */
export interface EncryptedStorageClassProps {
  /** Name of the class. @default - "gp3-encrypted" */
  readonly name?: string;
  /** Throughput of a volume, in MiB per second, from 125 to 2000. @default - 125, what gp3 includes */
  readonly throughputMiBPerSecond?: number;
  /** Input and output operations a second, from 3000. @default - 3000, what gp3 includes */
  readonly iops?: number;
}

/**
 * Encrypted gp3 volumes on EKS that outlive their claims: chain data and databases are not lost with a manifest. It is
 * the cluster's default class, since the driver's own cannot be encrypted.
 */
export class EncryptedStorageClass extends Construct {
  /** Name of the class. */
  public readonly storageClassName: string;

  public constructor(scope: Construct, id: string, props: EncryptedStorageClassProps = {}) {
    super(scope, id);
    this.storageClassName = props.name ?? ENCRYPTED_STORAGE_CLASS;
    markIdentity(this, { kind: "cluster", name: this.storageClassName });
    new StorageClassV1(this, "Resource", {
      metadata: {
        name: this.storageClassName,
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      storageProvisioner: "ebs.csi.aws.com",
      parameters: {
        type: "gp3",
        encrypted: "true",
        ...(props.iops === undefined ? {} : { iops: String(props.iops) }),
        ...(props.throughputMiBPerSecond === undefined ? {} : { throughput: String(props.throughputMiBPerSecond) }),
      },
      reclaimPolicy: "Retain",
      allowVolumeExpansion: true,
      // A volume is made in the zone its pod was given, not the other way round.
      volumeBindingMode: "WaitForFirstConsumer",
    });
  }
}
