import { asList, isJsonRecord, type JsonRecord } from "../core/json";
import type { ResourceView } from "./subjects/resource-view";
import type { FieldPath } from "./verdict";

/** A disk that a machine of EC2 is started with. */
export interface Disk {
  /** What is said of it. */
  readonly disk: JsonRecord;
  /** Where that stands in the resource. */
  readonly at: FieldPath;
}

/** The disks of a machine, or of a template of machines, that say anything. Those that belong to the machine itself are none. */
export function disksOf({ config }: ResourceView): readonly Disk[] {
  return ["root_block_device", "ebs_block_device", "block_device_mappings"].flatMap((name) =>
    asList(config[name]).flatMap((block, index): readonly Disk[] => {
      if (!isJsonRecord(block)) return [];
      if (name !== "block_device_mappings") return [{ disk: block, at: [name, index] }];
      return asList(block["ebs"]).flatMap((disk) => (isJsonRecord(disk) ? [{ disk, at: [name, index, "ebs"] }] : []));
    }),
  );
}
