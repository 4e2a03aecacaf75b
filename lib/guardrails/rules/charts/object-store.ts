import { asText } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

const ON_DISK = /\btype"?\s*:\s*"?FILESYSTEM\b/i;

export const objectStore = guardrail({
  id: "charts/object-store",
  title: "Metrics and traces outlive the pods that took them in",
  severity: "medium",
  why: "They stand on the disk of one pod, where nothing else reads them, and are gone when that is.",
  fix: "give Thanos an objstoreConfig of type S3, Tempo's storage.trace the backend s3, or single Tempo persistence.enabled",
  controls: { soc2: ["CC7.2", "CC7.3"], iso27001: ["A.8.15", "A.8.16"] },
  source:
    "thanos 1.24.1, objstoreConfig.value: FILESYSTEM; tempo 2.2.4 and tempo-distributed 3.3.0, trace.backend: local",
  subject: "release",
  charts: ["thanos", "tempo", "tempo-distributed"],
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    if (release.chart === "thanos") return judgeThanos(release);
    if (release.chart === "tempo-distributed")
      return expectValue(release, "storage.trace.backend").notToBe("local", "fail");
    if (isOn(release, "persistence.enabled", false) === true) return PASS;
    return expectValue(release, "tempo.storage.trace.backend").notToBe("local", "fail");
  }),
  examples: () => {
    const thanos = (says: string, objstoreConfig: object) =>
      exampleRelease(says, "thanos", "1.24.1", { objstoreConfig });
    const tempo = (says: string, values: object) => exampleRelease(says, "tempo", "2.2.4", { ...values });
    return {
      pass: [
        thanos("a bucket", { value: "type: S3\nconfig:\n  bucket: metrics" }),
        thanos("a bucket, as a map", { value: { type: "S3" } }),
        thanos("a bucket of a Secret", { create: false, name: "thanos-bucket" }),
        tempo("a bucket", { tempo: { storage: { trace: { backend: "s3" } } } }),
        tempo("a volume", { persistence: { enabled: true } }),
        exampleRelease("a bucket", "tempo-distributed", "3.3.0", { storage: { trace: { backend: "s3" } } }),
      ],
      fail: [
        exampleRelease("Thanos as it comes", "thanos", "1.24.1", {}),
        thanos("a disk", { create: true, value: "type: FILESYSTEM\nconfig:\n  directory: /data" }),
        thanos("a disk, as a map", { value: { type: "FILESYSTEM" } }),
        exampleRelease("Tempo as it comes", "tempo", "2.2.4", {}),
        tempo("a disk", { tempo: { storage: { trace: { backend: "local" } } } }),
        exampleRelease("many Tempos as they come", "tempo-distributed", "3.3.0", {}),
        exampleRelease("many Tempos with a disk each", "tempo-distributed", "3.3.0", {
          storage: { trace: { backend: "local" } },
          persistence: { enabled: true },
        }),
      ],
      unknown: [
        exampleOpenRelease("thanos"),
        exampleOpenRelease("tempo"),
        thanos("a store from elsewhere", { value: "$" + "{var.store}" }),
      ],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "tempo", {}),
        exampleNamesake("thanos"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

function judgeThanos(release: ReleaseView): Judgement {
  const at = ["objstoreConfig", "value"];
  const isOwn = isOn(release, "objstoreConfig.create", true);
  if (isOwn === false) return PASS;
  const found = read(release.values, at);
  if (found.state === "unknown" || isOwn === undefined) return unknown(at);
  const isOnDisk = found.state === "absent" || ON_DISK.test(asText(found.value));
  return isOnDisk ? fail(at, "a store of type S3 or the like") : PASS;
}
