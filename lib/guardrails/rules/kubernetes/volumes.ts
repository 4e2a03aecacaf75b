import { isJsonRecord, type JsonRecord } from "../../../core/json";
import type { PodView } from "../../subjects/pod-view";
import type { FieldPath } from "../../verdict";
import { itemsAt } from "./lists";

/** One volume of a pod. */
export interface PodVolume {
  /** The volume itself. */
  readonly volume: JsonRecord;
  /** Where it stands in the pod's spec. */
  readonly at: FieldPath;
}

/** The volumes of a pod that are of one kind: `hostPath`, `emptyDir`. Undefined where nobody knows them yet. */
export function volumesOfKind({ spec }: PodView, kind: string): readonly PodVolume[] | undefined {
  return itemsAt(spec, ["volumes"])?.flatMap((volume, index) =>
    isJsonRecord(volume) && volume[kind] !== undefined ? [{ volume, at: ["volumes", index] }] : [],
  );
}
