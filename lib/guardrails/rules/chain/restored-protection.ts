import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { example, exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS } from "../../verdict";
import { exampleSet, IMAGES } from "./examples";
import { signingOf } from "./signing";
import { DATABASE_TYPES, isSlashingDatabase } from "./slashing-databases";

const RESTORES = ["snapshot_identifier", "restore_to_point_in_time", "s3_import"];
const SOURCES = ["dataSource", "dataSourceRef"];

export const restoredProtection = guardrail({
  id: "chain/restored-protection",
  title: "No validator or signer starts from an old copy of what it signed",
  severity: "critical",
  why: "A restored database knows nothing of the last signatures, so that the signer makes them again, differently.",
  fix: "start from an export of the signing history that was made after the last signature, and wait two epochs before",
  source: "LionscraftTeam/DUCK-Knowledge-Base (restored snapshots); EIP-3076, slashing protection interchange format",
  subject: "stack",
  check: (stack) => [
    ...stack.ofType(...DATABASE_TYPES).flatMap(judgeDatabase),
    ...stack.pods.filter((pod) => signingOf(pod) !== undefined).flatMap(judgeClaims),
  ],
  examples: () => {
    const claim = (spec: JsonRecord) => ({ volumeClaimTemplates: [{ metadata: { name: "data" }, spec }] });
    const database = { identifier: "slashing-protection" };
    return {
      pass: [
        exampleOf("a new database", "aws_db_instance", database),
        exampleObjects("a new volume", exampleSet({ image: IMAGES.dirk }, claim({ resources: {} }))),
      ],
      fail: [
        exampleOf("a database from a snapshot", "aws_db_instance", { ...database, snapshot_identifier: "it" }),
        exampleOf("a cluster from an earlier time", "aws_rds_cluster", {
          cluster_identifier: "web3signer",
          restore_to_point_in_time: [{ source_cluster_identifier: "it" }],
        }),
        exampleOf("a database from files", "aws_db_instance", { ...database, s3_import: { bucket_name: "it" } }),
        exampleObjects(
          "a volume from a snapshot",
          exampleSet({ image: IMAGES.dirk }, claim({ dataSource: { kind: "VolumeSnapshot", name: "it" } })),
        ),
        exampleObjects(
          "a volume from another one",
          exampleSet({ image: IMAGES.dirk }, claim({ dataSourceRef: { kind: "PersistentVolumeClaim", name: "it" } })),
        ),
      ],
      notApplicable: [
        exampleOf("another database", "aws_db_instance", { snapshot_identifier: "it" }),
        exampleOf("nothing that signs", "aws_s3_bucket", {}),
        example("a database that is read", {}, { aws_db_instance: { it: { ...database, snapshot_identifier: "it" } } }),
        exampleObjects(
          "the volume of a node",
          exampleSet({ image: IMAGES.geth }, claim({ dataSource: { kind: "VolumeSnapshot", name: "it" } })),
        ),
      ],
    };
  },
});

function judgeDatabase(database: ResourceView): readonly Judgement[] {
  if (database.mode === "data" || !isSlashingDatabase(database)) return [];
  const restored = RESTORES.filter((name) => read(database.config, [name]).state !== "absent");
  if (restored.length === 0) return [PASS];
  return restored.map((name) => on(database, fail([name], "nothing: a new database, and an import", name)));
}

function judgeClaims({ object }: PodView): readonly Judgement[] {
  return asList(recordAt(object.manifest, "spec")["volumeClaimTemplates"])
    .filter(isJsonRecord)
    .flatMap((claim, index) => {
      const sources = SOURCES.filter((name) => read(claim, ["spec", name]).state !== "absent");
      const at = ["spec", "volumeClaimTemplates", index, "spec"];
      const expected = "nothing: a new volume, and an import";
      return sources.length === 0
        ? [PASS]
        : sources.map((name) => on(object, fail([...at, name], expected, recordAt(claim, "spec")[name])));
    });
}
