import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { markIdentity } from "../core/identity";

/** Name of the class that `EksCluster` expects for volumes that name none. */
export const ENCRYPTED_STORAGE_CLASS = "gp3-encrypted";

/** Props of `EncryptedStorageClass`. */
export interface EncryptedStorageClassProps {
  /** Name of the class. @default - "gp3-encrypted" */
  readonly name?: string;
  /** Whether volumes that name no class get it; one class of a cluster may. @default - true */
  readonly isDefault?: boolean;
  /** Throughput of a volume, in MiB per second, at least 125. @default - 125, what gp3 includes */
  readonly throughputMiBPerSecond?: number;
  /** Input and output operations a second, at least 3000. @default - 3000, what gp3 includes */
  readonly iops?: number;
}

/** What a gp3 volume has without extra cost (Amazon EBS User Guide, "General Purpose SSD volumes"). */
const INCLUDED = { iops: 3000, throughputMiBPerSecond: 125 } as const;

function belowIncluded(field: keyof typeof INCLUDED, got: number): Problem {
  return {
    what: `${field} of a storage class is less than every gp3 volume has`,
    got,
    allowed: `a whole number of at least ${INCLUDED[field]}`,
    doThis: "leave it out, or ask for more",
  };
}

/**
 * Encrypted gp3 volumes on EKS that outlive their claims: chain data and databases are not lost with a manifest. Unless
 * told otherwise it is the cluster's default class, since the driver's own cannot be encrypted.
 */
export class EncryptedStorageClass extends Construct {
  /** Name of the class. */
  public readonly storageClassName: string;

  /** @throws PalisadeError when a number is too small */
  public constructor(scope: Construct, id: string, props: EncryptedStorageClassProps = {}) {
    super(scope, id);
    const check = new Checker(this.node.path);
    for (const field of ["iops", "throughputMiBPerSecond"] as const) {
      const got = props[field];
      if (got !== undefined)
        check.that(Number.isInteger(got) && got >= INCLUDED[field], () => belowIncluded(field, got));
    }
    check.done();
    this.storageClassName = props.name ?? ENCRYPTED_STORAGE_CLASS;
    markIdentity(this, { kind: "cluster", name: this.storageClassName });
    new StorageClassV1(this, "Resource", {
      metadata: {
        name: this.storageClassName,
        annotations: { "storageclass.kubernetes.io/is-default-class": String(props.isDefault ?? true) },
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
