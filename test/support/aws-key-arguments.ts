import { type ApiArguments, member, same } from "./aws-api-place";

/** Arguments of hardware modules for keys. */
export const KEY_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_cloudhsm_v2_cluster: {
    operation: "cloudhsmv2 CreateCluster",
    arguments: {
      hsm_type: { said: { words: ["hsm1.medium", "hsm2m.medium"] } },
      mode: same,
      source_backup_identifier: member("SourceBackupId"),
      tags: member("TagList"),
    },
  },
  aws_cloudhsm_v2_hsm: {
    operation: "cloudhsmv2 CreateHsm",
    arguments: { availability_zone: same, cluster_id: same },
  },
};
