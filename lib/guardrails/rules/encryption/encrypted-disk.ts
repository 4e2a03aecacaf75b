import type { JsonRecord } from "../../../core/json";
import { disksOf } from "../../disks";
import { example, exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { type FieldPath, fail, type Judgement, unknown } from "../../verdict";
import { encryptsByDefault } from "./default-encryption";

export const encryptedDisk = guardrail({
  id: "encryption/encrypted-disk",
  title: "Every disk that a machine is started with is encrypted",
  severity: "high",
  why: "Keys, state and logs on a disk that is not encrypted can be read from any snapshot or image made of it.",
  fix: "set encrypted to true on the root disk and on every other",
  controls: {
    soc2: ["PI1.5"],
    iso27001: ["A.8.11", "A.8.24"],
    pci: ["3.5.1", "8.3.2"],
    nist: ["SC-28(1)"],
    cisAws: ["6.1.1"],
  },
  aliases: ["CKV_AWS_8", "AWS-0008", "AWS-0131", "AwsSolutions-EC26"],
  subject: "resource",
  types: ["aws_instance", "aws_spot_instance_request", "aws_launch_configuration", "aws_launch_template"],
  check: ofMade((resource) => {
    const isDefault = encryptsByDefault(resource.stack);
    const said = disksOf(resource).flatMap(({ disk, at }) => judge(disk, at, isDefault));
    const hasOwnRoot = "root_block_device" in resource.config;
    // A template says only what differs from its image, and a machine of a template what differs from that.
    const isOfTemplate = resource.type === "aws_launch_template" || "launch_template" in resource.config;
    if (hasOwnRoot || isOfTemplate || isDefault) return said;
    return [...said, fail(["root_block_device"], "a block with encrypted true")];
  }),
  examples: () => {
    const machine = (says: string, config: JsonRecord, byDefault?: boolean) =>
      exampleOf(
        says,
        "aws_instance",
        config,
        byDefault === undefined ? {} : { aws_ebs_encryption_by_default: { it: { enabled: byDefault } } },
      );
    const template = (says: string, ...block_device_mappings: readonly JsonRecord[]) =>
      exampleOf(says, "aws_launch_template", { block_device_mappings });
    const root = { root_block_device: { encrypted: true } };
    return {
      pass: [
        machine("an encrypted root disk", root),
        machine("encrypted disks", { ...root, ebs_block_device: [{ encrypted: true }] }),
        machine("an account that encrypts by default", { root_block_device: { volume_size: 8 } }, true),
        template("an encrypted disk of a template", { device_name: "a", ebs: { encrypted: "true" } }),
      ],
      fail: [
        machine("a machine that says nothing of its disk", { ami: "ami-1" }),
        machine("a root disk that says nothing", { root_block_device: { volume_size: 8 } }),
        machine("a root disk that says no", { root_block_device: [{ encrypted: false }] }, true),
        machine("a disk of a snapshot that says no", {
          ...root,
          ebs_block_device: [{ snapshot_id: "a", encrypted: false }],
        }),
        machine("a second disk that says nothing", { ...root, ebs_block_device: [{ volume_size: 8 }] }),
        machine("an account that does not encrypt by default", { root_block_device: {} }, false),
        template("the second disk of a template", { ebs: { encrypted: "true" } }, { ebs: { volume_size: 8 } }),
        exampleOf("a machine of the spot market", "aws_spot_instance_request", {}),
        exampleOf("an older configuration", "aws_launch_configuration", { root_block_device: { volume_size: 8 } }),
      ],
      unknown: [
        machine("a value from elsewhere", { root_block_device: { encrypted: "$" + "{var.encrypted}" } }),
        machine("a disk of a snapshot", { ...root, ebs_block_device: [{ snapshot_id: "snap-1" }] }),
      ],
      notApplicable: [
        machine("a machine of a template", { launch_template: { id: "lt-1" } }),
        machine("a machine that says nothing, encrypted by default", { ami: "ami-1" }, true),
        template("a template without disks"),
        template("a disk of the machine's own", { device_name: "b", virtual_name: "ephemeral0" }),
        example("a machine that is read", {}, { aws_instance: { it: { instance_id: "i-1" } } }),
      ],
    };
  },
});

function judge(disk: JsonRecord, at: FieldPath, isDefault: boolean): readonly Judgement[] {
  if (!("encrypted" in disk) && !isDefault && "snapshot_id" in disk) {
    return [unknown([...at, "snapshot_id"], "it is encrypted if its snapshot is")];
  }
  return judgements(expectAt(disk, "encrypted", at).toBe(true, isDefault ? "pass" : "fail"));
}
