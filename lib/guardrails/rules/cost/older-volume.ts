import { disksOf } from "../../disks";
import { exampleObjects, exampleOf } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import type { ResourceView } from "../../subjects/resource-view";
import { expectAt } from "../../values";
import { type Judgement, on } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";

const MACHINES = ["aws_instance", "aws_spot_instance_request", "aws_launch_configuration", "aws_launch_template"];
/** Makes gp2 where nothing is said; the driver that took its place makes gp3. */
const OLD_PROVISIONER = "kubernetes.io/aws-ebs";
const PROVISIONERS: readonly unknown[] = [OLD_PROVISIONER, "ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com"];
const OLD = ["gp2", "standard"];

export const olderVolume = guardrail({
  id: "cost/older-volume",
  title: "Volumes are of the newer kinds",
  severity: "low",
  why: "gp3 costs a fifth less than gp2 and is as fast at any size, where gp2 is slow until it is large.",
  fix: "set the type to gp3, as an EncryptedStorageClass does",
  source:
    "Amazon EBS documentation, General Purpose SSD volumes; hashicorp/aws 6.25.0: aws_ebs_volume is gp2 by default",
  subject: "stack",
  check: (stack) => [
    ...stack.ofType("aws_ebs_volume").flatMap((volume) => judge(volume, "type", "fail")),
    ...stack.ofType("aws_db_instance").flatMap((database) => judge(database, "storage_type", "not-applicable")),
    ...stack.ofType(...MACHINES).flatMap(judgeMachine),
    ...objectsOfKind(stack, "StorageClass").flatMap(judgeClass),
  ],
  examples: () => {
    const storage = (says: string, provisioner: string, parameters: object) =>
      exampleObjects(says, {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: { name: "it" },
        provisioner,
        parameters,
      });
    const machine = (says: string, volume_type?: string) =>
      exampleOf(says, "aws_instance", { root_block_device: { volume_type } });
    return {
      pass: [
        exampleOf("a volume", "aws_ebs_volume", { type: "gp3" }),
        exampleOf("a fast volume", "aws_ebs_volume", { type: "io2" }),
        exampleOf("a database", "aws_db_instance", { storage_type: "gp3" }),
        machine("a disk of a machine", "gp3"),
        storage("a class", "ebs.csi.aws.com", { type: "gp3" }),
        storage("a class that says nothing", "ebs.csi.aws.com", {}),
      ],
      fail: [
        exampleOf("a volume that says nothing", "aws_ebs_volume", { size: 8 }),
        exampleOf("an older volume", "aws_ebs_volume", { type: "gp2" }),
        exampleOf("the oldest volume", "aws_ebs_volume", { type: "standard" }),
        exampleOf("a database", "aws_db_instance", { storage_type: "gp2" }),
        machine("a disk of a machine", "gp2"),
        exampleOf("a disk of a template", "aws_launch_template", {
          block_device_mappings: [{ ebs: { volume_type: "gp3" } }, { ebs: { volume_type: "gp2" } }],
        }),
        storage("a class", "ebs.csi.aws.com", { type: "gp2" }),
        storage("a class of a cluster that runs itself", "ebs.csi.eks.amazonaws.com", { type: "gp2" }),
        storage("an old class that says nothing", "kubernetes.io/aws-ebs", {}),
      ],
      unknown: [
        exampleOf("a type from elsewhere", "aws_ebs_volume", { type: "$" + "{var.type}" }),
        storage("a type of a class from elsewhere", "ebs.csi.aws.com", { type: "$" + "{var.type}" }),
      ],
      notApplicable: [
        exampleOf("a database that says nothing", "aws_db_instance", {}),
        machine("a disk that says nothing, which is as its image has it"),
        storage("a class of another kind", "efs.csi.aws.com", { type: "gp2" }),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        {
          says: "a volume that is read",
          stacks: {
            example: { data: { aws_ebs_volume: { it: {} }, aws_db_instance: { it: { storage_type: "gp2" } } } },
          },
        },
        {
          says: "a machine that is read",
          stacks: { example: { data: { aws_instance: { it: { root_block_device: [{ volume_type: "gp2" }] } } } } },
        },
      ],
    };
  },
});

function judge(resource: ResourceView, argument: string, absent: "fail" | "not-applicable"): readonly Judgement[] {
  if (resource.mode === "data") return [];
  const judgement = expectAt(resource.config, argument).toSatisfy(isNew, "gp3", absent);
  return judgements(judgement).map((each) => on(resource, each));
}

function judgeMachine(machine: ResourceView): readonly Judgement[] {
  if (machine.mode === "data") return [];
  return disksOf(machine).flatMap(({ disk, at }) => {
    const judgement = expectAt(disk, "volume_type", at).toSatisfy(isNew, "gp3", "not-applicable");
    return judgements(judgement).map((each) => on(machine, each));
  });
}

function judgeClass(storage: ObjectView): readonly Judgement[] {
  const provisioner = storage.manifest["provisioner"];
  if (!PROVISIONERS.includes(provisioner)) return [];
  const absent = provisioner === OLD_PROVISIONER ? "fail" : "pass";
  const judgement = expectAt(storage.manifest, "parameters.type").toSatisfy(isNew, "gp3", absent);
  return judgements(judgement).map((each) => on(storage, each));
}

function isNew(type: unknown): boolean {
  return !OLD.some((old) => old === type);
}
