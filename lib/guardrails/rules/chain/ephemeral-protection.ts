import { isJsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { isAnyOn } from "../../judge-options";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { itemsAt } from "../kubernetes/lists";
import { exampleSet, IMAGES, SHARED_DATABASE } from "./examples";
import { judgeSigning, type Signing, sharingOf } from "./signing";

const RETENTION = ["spec", "persistentVolumeClaimRetentionPolicy"];

export const ephemeralProtection = guardrail({
  id: "chain/ephemeral-protection",
  title: "What a validator or signer remembers to have signed outlives its pod",
  severity: "critical",
  why: "A pod that starts with an empty database signs again what it has signed before, and the validator is slashed.",
  fix: "keep the data on a volume of a claim that is retained, such as Volume.persistent of a Workload",
  source: "Lighthouse, Prysm and Teku on slashing protection; tmkms and Horcrux on their state files",
  subject: "pod",
  check: (pod) => judgeSigning(pod, (signing) => judge(pod, signing)),
  examples: () => {
    const mounts = { volumeMounts: [{ name: "data", mountPath: "/data" }] };
    const claims = { volumeClaimTemplates: [{ metadata: { name: "data" } }] };
    const dirk = { image: IMAGES.dirk, ...mounts };
    const volume = (kind: object) => ({ volumes: [{ name: "data", ...kind }] });
    const own = { "palisade.dev/kind": "validator" };
    return {
      pass: [
        exampleObjects("a claim of its own", exampleSet(dirk, claims)),
        exampleObjects("a claim by name", exampleSet(dirk, {}, volume({ persistentVolumeClaim: { claimName: "it" } }))),
        exampleObjects("a folder of a machine of its own", exampleSet(dirk, {}, volume({ hostPath: { path: "/it" } }))),
        exampleObjects(
          "a claim that is retained",
          exampleSet(dirk, { ...claims, persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain" } }),
        ),
        exampleObjects("one that says it is a validator", exampleSet({ image: "it:1" }, claims, {}, own)),
      ],
      fail: [
        exampleObjects("no volume", exampleSet({ image: IMAGES.lighthouse, args: ["vc"] })),
        exampleObjects("a volume that goes with the pod", exampleSet(dirk, {}, volume({ emptyDir: {} }))),
        exampleObjects("a claim that it does not mount", exampleSet({ image: IMAGES.dirk }, claims)),
        exampleObjects(
          "a claim that another volume is of",
          exampleSet(dirk, { volumeClaimTemplates: [{ metadata: { name: "logs" } }] }),
        ),
        exampleObjects(
          "a claim that goes with the set",
          exampleSet(dirk, { ...claims, persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } }),
        ),
        exampleObjects(
          "a claim that goes when it is scaled to none",
          exampleSet(dirk, { ...claims, persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" } }),
        ),
        exampleObjects(
          "one that says it is a validator, and has no volume",
          exampleSet({ image: "it:1" }, {}, {}, own),
        ),
      ],
      unknown: [
        exampleObjects("an image of which only the name tells", exampleSet({ image: "registry.example.org/dirk:1" })),
        exampleObjects("volumes from elsewhere", exampleSet(dirk, {}, { volumes: "$" + "{var.volumes}" })),
        exampleObjects(
          "a retention from elsewhere",
          exampleSet(dirk, { ...claims, persistentVolumeClaimRetentionPolicy: { whenDeleted: "$" + "{var.x}" } }),
        ),
      ],
      notApplicable: [
        exampleObjects(
          "a signer with a database",
          exampleSet({ image: IMAGES.web3signer, args: ["eth2", SHARED_DATABASE] }),
        ),
        exampleObjects("a signer that is to have one", exampleSet({ image: IMAGES.web3signer, args: ["eth2"] })),
        exampleObjects(
          "a client whose signer remembers",
          exampleSet({ image: IMAGES.teku, args: ["vc", "--validators-external-signer-url=https://signer"] }),
        ),
        exampleObjects("a beacon node", exampleSet({ image: IMAGES.lighthouse, args: ["bn"] })),
      ],
    };
  },
});

function judge(pod: PodView, signing: Signing): readonly Judgement[] | undefined {
  if (sharingOf(signing) !== "own") return undefined;
  const { container, program } = signing;
  // What it remembers stands in a database, or nowhere, which is the matter of other rules.
  if (program?.protection?.databaseOption !== undefined) return undefined;
  const remote = program?.protection?.remoteSignerOptions ?? [];
  // Its signer remembers; what the client keeps beside it may go.
  if (container !== undefined && program !== undefined && isAnyOn(container, program, remote)) return undefined;
  const mounted = container === undefined ? undefined : mountsOf(container.spec);
  return [judgeVolumes(pod, mounted), ...judgeRetention(pod)];
}

function mountsOf(container: unknown): readonly string[] {
  return listAt(container, "volumeMounts").flatMap((mount) => textAt(mount, "name") ?? []);
}

/** @param mounted names of the volumes that matter. @default - all of the pod */
function judgeVolumes({ spec, object }: PodView, mounted: readonly string[] | undefined): Judgement {
  const volumes = itemsAt(spec, ["volumes"]);
  const claims = itemsAt(object.manifest, ["spec", "volumeClaimTemplates"]);
  if (volumes === undefined || claims === undefined) return unknown(["volumes"]);
  const lasting = [
    ...volumes.filter((volume) => isJsonRecord(volume) && LASTING.some((kind) => volume[kind] !== undefined)),
    ...claims.map((claim) => recordAt(claim, "metadata")),
  ].map((each) => textAt(each, "name") ?? "");
  const isKept = lasting.some((name) => mounted === undefined || mounted.includes(name));
  return isKept ? PASS : fail([], "a mounted volume that outlives the pod");
}

const LASTING = ["persistentVolumeClaim", "hostPath", "csi", "nfs", "awsElasticBlockStore"];

function judgeRetention({ object }: PodView): readonly Judgement[] {
  return ["whenDeleted", "whenScaled"].flatMap((when) => {
    const place = [...RETENTION, when];
    const found = read(object.manifest, place);
    if (found.state === "unknown") return [on(object, unknown(place))];
    const isDeleted = found.state === "known" && found.value === "Delete";
    return isDeleted ? [on(object, fail(place, "Retain", "Delete"))] : [];
  });
}
