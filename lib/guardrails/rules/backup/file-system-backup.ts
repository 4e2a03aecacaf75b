import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

const TYPE = "aws_efs_backup_policy";

export const fileSystemBackup = guardrail({
  id: "backup/file-system-backup",
  title: "Every file system is backed up",
  severity: "medium",
  why: "Whatever deletes a file there deletes it for all who share it, and a file system made by Terraform has no backup by itself.",
  fix: "add an aws_efs_backup_policy that is ENABLED, or an aws_backup_selection that names the file system",
  controls: { soc2: ["CC7.4", "A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source: "Amazon EFS documentation, Backing up EFS file systems: off where it is made by the API",
  subject: "resource",
  types: ["aws_efs_file_system"],
  check: ofMade((fileSystem) => {
    if (isSelected(fileSystem)) return PASS;
    const { found, undecided } = fileSystem.stack.references.belongingTo(fileSystem, [TYPE], "file_system_id");
    const statuses = found.map(({ config }) => read(config, ["backup_policy", "status"]));
    if (statuses.some((status) => status.state === "known" && status.value === "ENABLED")) return PASS;
    const isOpen = statuses.some(({ state }) => state === "unknown") || (found.length === 0 && undecided.length > 0);
    // A plan of the account can choose it by its tags.
    const mayBeSelected = isOpen || fileSystem.stack.ofType("aws_backup_selection").length > 0;
    return mayBeSelected
      ? unknown([], "what backs it up is not known before the apply")
      : fail([], `an ${TYPE}, ENABLED`);
  }),
  examples: () => {
    const system = (says: string, policy: object, others: object = {}) =>
      exampleOf(says, "aws_efs_file_system", { encrypted: true }, { aws_efs_backup_policy: { ...policy }, ...others });
    const policy = (status: string, of = "$" + "{aws_efs_file_system.it.id}") => ({
      it: { file_system_id: of, backup_policy: { status } },
    });
    const selection = (resources: readonly string[]) => ({ aws_backup_selection: { it: { resources } } });
    return {
      pass: [
        system("a policy", policy("ENABLED")),
        system("a plan that names it", {}, selection(["$" + "{aws_efs_file_system.it.arn}"])),
      ],
      fail: [
        system("nothing", {}),
        system("a policy that is off", policy("DISABLED")),
        system("a policy of another", policy("ENABLED", "fs-1")),
      ],
      unknown: [
        system("a policy of some file system", policy("ENABLED", "$" + "{var.id}")),
        system("a policy from elsewhere", policy("$" + "{var.status}")),
        system("a plan that may choose it", {}, selection(["arn:aws:elasticfilesystem:*:*:file-system/*"])),
      ],
      notApplicable: [
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a file system that is read", stacks: { example: { data: { aws_efs_file_system: { it: {} } } } } },
      ],
    };
  },
});

function isSelected(fileSystem: ResourceView): boolean {
  const { stack } = fileSystem;
  return stack
    .ofType("aws_backup_selection")
    .some(({ raw }) => stack.references.from(raw["resources"]).includes(fileSystem));
}
