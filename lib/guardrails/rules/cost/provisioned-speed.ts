import type { JsonRecord } from "../../../core/json";
import { disksOf } from "../../disks";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { type FieldPath, fail, type Judgement, PASS, unknown } from "../../verdict";

/** Operations a second that a gp3 volume has of any size, at no charge. */
const FREE_OPERATIONS = 3000;

export const provisionedSpeed = guardrail({
  id: "cost/provisioned-speed",
  title: "Volumes with provisioned speed are of the kind that keeps it, and need it",
  severity: "low",
  why: "io1 costs as much as io2 and loses data more often; and up to 3000 operations a second gp3 has for nothing.",
  fix: "set the type to io2, or to gp3 where 3000 operations a second will do",
  source: "Amazon EBS documentation, Provisioned IOPS SSD volumes and General Purpose SSD volumes",
  subject: "resource",
  types: ["aws_ebs_volume", "aws_instance", "aws_spot_instance_request", "aws_launch_template"],
  check: ofMade((resource) =>
    resource.type === "aws_ebs_volume"
      ? judge(resource.config, "type", [])
      : disksOf(resource).flatMap(({ disk, at }) => judge(disk, "volume_type", at)),
  ),
  examples: () => {
    const volume = (says: string, config: object) => exampleOf(says, "aws_ebs_volume", { ...config });
    return {
      pass: [volume("a fast volume", { type: "io2", iops: 3001 })],
      fail: [
        volume("a volume of the older kind", { type: "io1", iops: 20000 }),
        volume("a volume that is no faster", { type: "io2", iops: 3000 }),
        exampleOf("a disk of a machine", "aws_instance", { root_block_device: { volume_type: "io2", iops: 500 } }),
        exampleOf("a disk of a machine of the spot market", "aws_spot_instance_request", {
          ebs_block_device: [{ volume_type: "io1", iops: 20000 }],
        }),
        exampleOf("a disk of a template", "aws_launch_template", {
          block_device_mappings: [{ ebs: { volume_type: "io1" } }],
        }),
      ],
      unknown: [
        volume("a speed from elsewhere", { type: "io2", iops: "$" + "{var.iops}" }),
        volume("a type from elsewhere", { type: "$" + "{var.type}" }),
      ],
      notApplicable: [
        volume("a volume without", { type: "gp3", iops: 3000 }),
        volume("a volume that says nothing", { size: 8 }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        {
          says: "a volume that is read",
          stacks: { example: { data: { aws_ebs_volume: { it: { type: "io1" } } } } },
        },
      ],
    };
  },
});

function judge(disk: JsonRecord, argument: string, at: FieldPath): readonly Judgement[] {
  const place = [...at, argument];
  const type = read(disk, [argument]);
  if (type.state === "unknown") return [unknown(place)];
  const kind = type.state === "known" ? type.value : undefined;
  if (kind === "io1") return [fail(place, "io2, or gp3", "io1")];
  if (kind !== "io2") return [];
  const speed = read(disk, ["iops"]);
  if (speed.state !== "known") return [unknown([...at, "iops"])];
  return [Number(speed.value) > FREE_OPERATIONS ? PASS : fail(place, "gp3, which has 3000 operations a second", "io2")];
}
