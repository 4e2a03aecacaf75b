import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { exampleSet, IMAGES, SHARED_DATABASE } from "./examples";
import { judgeSigning, type Signing, sharingOf } from "./signing";

export const overlappingUpdate = guardrail({
  id: "chain/overlapping-update",
  title: "No update of a validator or signer runs the old and the new one at a time",
  severity: "critical",
  why: "A Deployment starts the new pod before the old one has ended, and for that time two of them sign with the same keys.",
  fix: "use a StatefulSet, or a Deployment with the strategy Recreate",
  source: "Kubernetes, Deployments (strategy) and StatefulSets (guarantees); LionscraftTeam/DUCK-Knowledge-Base",
  subject: "pod",
  check: (pod) => judgeSigning(pod, (signing) => judge(pod, signing)),
  examples: () => {
    const deployment = (says: string, image: string, args: readonly string[], strategy?: unknown) =>
      exampleObjects(
        says,
        exampleWorkload("Deployment", { containers: [{ name: "main", image, args }] }, {}, { strategy }),
      );
    return {
      pass: [
        exampleObjects("a StatefulSet", exampleSet({ image: IMAGES.dirk })),
        deployment("a Deployment that ends the old one first", IMAGES.dirk, [], { type: "Recreate" }),
        deployment("signers that share a database", IMAGES.web3signer, ["eth2", SHARED_DATABASE]),
      ],
      fail: [
        deployment("a Deployment that says nothing", IMAGES.dirk, []),
        deployment("a rolling update", IMAGES.lighthouse, ["vc"], { type: "RollingUpdate" }),
        exampleObjects(
          "one on every node",
          exampleWorkload("DaemonSet", { containers: [{ name: "main", image: IMAGES.dirk }] }),
        ),
      ],
      unknown: [
        deployment("an image of which only the name tells", "registry.example.org/dirk:1", []),
        deployment("a strategy from elsewhere", IMAGES.dirk, [], { type: "$" + "{var.type}" }),
        deployment("a database that stands in a file", IMAGES.web3signer, ["eth2", "--config-file=/etc/w.yaml"]),
      ],
      notApplicable: [
        deployment("a beacon node", IMAGES.lighthouse, ["bn"]),
        exampleObjects("a job", exampleWorkload("Job", { containers: [{ name: "main", image: IMAGES.dirk }] })),
      ],
    };
  },
});

function judge({ object }: PodView, signing: Signing): Judgement | undefined {
  const place = UPDATES[object.kind];
  if (place === undefined) return undefined;
  const sharing = sharingOf(signing);
  if (place.length === 0 || sharing === "shared") return PASS;
  const found = read(object.manifest, place);
  if (found.state === "unknown") return on(object, unknown(place));
  if (found.state === "known" && NEVER_TWO.has(found.value)) return PASS;
  if (sharing === "unknown") return unknown([], "whether both would share a database is not seen here");
  return on(object, fail(place, "Recreate, or a StatefulSet", found.state === "known" ? found.value : undefined));
}

/** Where each kind says how it updates; nowhere for one that ends the old pod first whatever it says. */
const UPDATES: Readonly<Record<string, readonly string[]>> = {
  StatefulSet: [],
  Deployment: ["spec", "strategy", "type"],
  DaemonSet: ["spec", "updateStrategy", "type"],
};

const NEVER_TWO: ReadonlySet<unknown> = new Set(["Recreate", "OnDelete"]);
