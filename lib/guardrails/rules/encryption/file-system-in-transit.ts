import { asList } from "../../../core/json";
import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";

const EFS = "efs_volume_configuration";

export const fileSystemInTransit = guardrail({
  id: "encryption/file-system-in-transit",
  title: "Every task reaches its EFS file system over TLS",
  severity: "high",
  why: "Files, keys among them, otherwise cross the network in clear whenever a task reads them.",
  fix: 'set transitEncryption of efsVolumeConfiguration to "ENABLED"',
  controls: { iso27001: ["A.8.24"], pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_97", "AWS-0035"],
  subject: "resource",
  types: ["aws_ecs_task_definition"],
  check: ofMade(({ config }) =>
    judgements(
      ...asList(config["volume"])
        .map((_, index) => ["volume", index])
        .filter((at) => read(config, [...at, EFS]).state === "known")
        .map((at) => expectAt(config, [...at, EFS, "transit_encryption"]).toBe("ENABLED")),
    ),
  ),
  examples: () => {
    const task = (says: string, ...volume: readonly object[]) => exampleOf(says, "aws_ecs_task_definition", { volume });
    return {
      pass: [
        task("TLS", { name: "a", efs_volume_configuration: { file_system_id: "fs-1", transit_encryption: "ENABLED" } }),
      ],
      fail: [
        task("nothing said", { name: "a", efs_volume_configuration: { file_system_id: "fs-1" } }),
        task(
          "a no, of the second",
          { name: "a" },
          { name: "b", efs_volume_configuration: [{ transit_encryption: "DISABLED" }] },
        ),
      ],
      unknown: [
        task("who decides later", { name: "a", efs_volume_configuration: { transit_encryption: "$" + "{var.tls}" } }),
      ],
      notApplicable: [task("a volume of another kind", { name: "a", host_path: "/data" })],
    };
  },
});
