import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";

const TYPES = ["aws_backup_vault_lock_configuration", "aws_backup_vault_policy"];

export const backupVaultLock = guardrail({
  id: "backup/backup-vault-lock",
  title: "Nobody can remove what stands in a vault of backups before its time",
  severity: "medium",
  why: "Who takes over an account removes its backups before asking for money.",
  fix: "add an aws_backup_vault_lock_configuration, or an aws_backup_vault_policy that denies backup:DeleteRecoveryPoint",
  controls: { soc2: ["CC7.4"], iso27001: ["A.8.13"], pci: ["10.3.4"], nist: ["CP-9"] },
  source: "AWS Backup documentation, AWS Backup Vault Lock",
  subject: "resource",
  types: ["aws_backup_vault"],
  check: ofMade((vault) => {
    const { found, undecided } = vault.stack.references.belongingTo(vault, TYPES, "backup_vault_name", ["name"]);
    if (found.length > 0) return PASS;
    return undecided.length > 0
      ? unknown([], "which vault a lock is for is not known before the apply")
      : fail([], `an ${TYPES[0]}`);
  }),
  examples: () => {
    const vault = (says: string, others: object) =>
      exampleOf(says, "aws_backup_vault", { name: "prod" }, { ...others });
    const lock = (of: string) => ({ it: { backup_vault_name: of } });
    return {
      pass: [
        vault("a lock", { aws_backup_vault_lock_configuration: lock("prod") }),
        vault("a policy", { aws_backup_vault_policy: lock("$" + "{aws_backup_vault.it.name}") }),
      ],
      fail: [
        vault("nothing", {}),
        vault("a lock of another", { aws_backup_vault_lock_configuration: lock("staging") }),
      ],
      unknown: [vault("a lock of some vault", { aws_backup_vault_lock_configuration: lock("$" + "{var.vault}") })],
      notApplicable: [
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a vault that is read", stacks: { example: { data: { aws_backup_vault: { it: { name: "prod" } } } } } },
      ],
    };
  },
});
