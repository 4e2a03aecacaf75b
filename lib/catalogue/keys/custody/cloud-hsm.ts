import type { CustodySpec } from "../types";

/** Keys inside a cluster of hardware modules that AWS runs and only its owner can log in to. */
export const CLOUD_HSM: CustodySpec = {
  kind: "cloud-hsm",
  title: "AWS CloudHSM",
  about:
    "A cluster of hardware security modules in the own network. AWS looks after the machines and has no login: users and keys are known to the modules alone. Programs sign through its PKCS #11, JCE or command-line client, with the password of a crypto user.",
  curves: ["secp256k1", "ed25519"],
  curveReason: "the modules have no BLS12-381",
  signsBy: "online",
  use: "Whoever is in a client's security group and knows the password of the crypto user that owns the key. IAM lets nobody sign, and no administrator of the modules can use a key.",
  recovery:
    "From the backups that AWS makes of the cluster, which only a cluster of the same owner can open. A key that cannot be extracted is in the backups and nowhere else.",
  made: "The cluster, its modules in two zones or more, who may reach it, an alarm on broken modules and on everything that changes or copies it. A person signs the cluster's certificate, makes its users and keys, and says how long backups are kept: the AWS provider 6.25.0 has no argument for it. A key store of KMS on the cluster is a person's too, since its password would stand in the state; it holds symmetric keys alone and signs nothing.",
  rotation: {
    when: "An officer leaves, a crypto user's password may be known, or the issuing certificate's key was out of hands.",
    steps: [
      "A password: an officer runs `user change-password` in the CloudHSM CLI, and the new one goes to the secret store, from there to the signer.",
      "An officer who left: two others make a new admin, then delete the old one (`user delete --role admin`).",
      "A signing key: make a second one under a new label, send a small amount to its address, and sign with it.",
      "Move what the old address holds, change every list that names it, and delete the old key only when its address is empty for good.",
      "The issuing certificate cannot be changed in a cluster: make a second cluster with a new one, and move to new keys there.",
    ],
    never: ["Do not give the signer an officer's password: it could then make users, and delete those of others."],
  },
  loss: {
    when: "The alarm says HsmUnhealthy, DeleteHsm or DeleteCluster, or the signer's client finds no module.",
    steps: [
      "`aws cloudhsmv2 describe-clusters`: which state, and which modules are active? AWS replaces a broken module by itself.",
      "A module is gone: apply. Terraform makes it anew in its zone, from the last backup.",
      "The cluster is gone: `aws cloudhsmv2 describe-backups`; `aws cloudhsmv2 restore-backup` takes a backup back that somebody ordered to be deleted, for seven days.",
      "Declare a second `KeySource.cloudHsm` with `restoreFromBackupId` and the same `ceremony`, and apply: users and keys are those of the backup.",
      "Compare the public key with the one that is written down before anything signs.",
      "All officers' passwords are lost: nobody can make users any more. As long as a crypto user can log in, sign everything over to new keys.",
    ],
    never: ["Do not run the old cluster and its copy side by side with signers on both: one key is used in one place."],
  },
  compromise: {
    when: "A signature that nobody ordered, a user that nobody made, or the alarm says CopyBackupToRegion, PutResourcePolicy or ModifyCluster outside of a deployment.",
    steps: [
      "Take the client's security group away from whoever has it, or its rule from the cluster: nothing reaches the modules.",
      "An officer changes the crypto user's password; then nobody can log in with the old one.",
      "Read the audit log in CloudWatch (log group `/aws/cloudhsm/<cluster>`): logins, users made and deleted, keys exported, since the last thing that is explained.",
      "A key that can be extracted, or was shared, counts as known to others: move everything to a new address.",
      "A copied or shared backup opens only in a cluster of the same owner: find out who else can make one in the account.",
      "Report it as an incident; keep the cluster and its logs as evidence.",
    ],
    never: ["Do not delete modules or backups before the logs are safe: the modules hold the only other copy."],
  },
  sources: [
    "AWS CloudHSM User Guide: cluster modes; initialize the cluster; activate the cluster; key types of the PKCS #11 library (secp256k1); key generate-asymmetric-pair ec (ed25519 outside of FIPS mode alone); key attributes; backup retention; audit logs",
    "AWS CloudHSM API Reference: CreateCluster, InitializeCluster, BackupRetentionPolicy (7 to 379 days), RestoreBackup",
    "AWS Prescriptive Guidance, monitoring AWS CloudHSM: HsmUnhealthy, API calls that are worth an alarm",
    "hashicorp/terraform-provider-aws issue 7437: a second module waits until the cluster is activated",
    "AWS KMS Developer Guide, CloudHSM key stores: symmetric encryption keys alone, password of kmsuser",
  ],
};
