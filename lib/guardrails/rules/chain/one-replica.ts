import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { exampleSet, IMAGES, SHARED_DATABASE } from "./examples";
import { sharingOf, signingOf } from "./signing";

export const oneReplica = guardrail({
  id: "chain/one-replica",
  title: "Validators and signers run once, save signers that share one database of what they signed",
  severity: "critical",
  why: "A second replica has the same keys and no memory of what the first one signed, so that both sign and the validator is slashed.",
  fix: "set replicas to 1; several replicas of a RemoteSigner share its database, and only they may",
  source: "LionscraftTeam/DUCK-Knowledge-Base, SLS1 to SLS18; Web3Signer, slashing protection; tmkms, README",
  subject: "pod",
  check: (pod) => {
    const signing = signingOf(pod);
    const { kind, manifest } = pod.object;
    if (signing === undefined || !COUNTED.has(kind)) return undefined;
    const sharing = sharingOf(signing);
    if (sharing === "shared") return PASS;
    if (kind === "DaemonSet") return fail([], "one pod, and not one on every node", kind);
    const found = read(manifest, ["spec", "replicas"]);
    const place = ["spec", "replicas"];
    if (found.state === "unknown") return { ...unknown(place), on: pod.object };
    const replicas = found.state === "known" ? Number(found.value) : 1;
    if (replicas <= 1) return PASS;
    if (sharing === "unknown") return unknown([], "whether its replicas share a database is not seen here");
    return { ...fail(place, "1, or a database that all of them share", replicas), on: pod.object };
  },
  examples: () => {
    const signer = (args: readonly string[], replicas: unknown) =>
      exampleSet({ image: IMAGES.web3signer, args }, { replicas });
    return {
      pass: [
        exampleObjects("one validator", exampleSet({ image: IMAGES.lighthouse, args: ["vc"] }, { replicas: 1 })),
        exampleObjects("a number that is left to Kubernetes", exampleSet({ image: IMAGES.dirk })),
        exampleObjects("none, while it moves", exampleSet({ image: IMAGES.dirk }, { replicas: 0 })),
        exampleObjects("signers that share a database", signer(["eth2", SHARED_DATABASE], 3)),
        exampleObjects(
          "the same with an address from elsewhere",
          signer(["eth2", "--slashing-protection-db-url=$" + "{var.url}"], 3),
        ),
        exampleObjects("one that says so itself", {
          ...exampleSet({ image: "registry.example.org/it:1" }, { replicas: 1 }, {}, { "palisade.dev/kind": "signer" }),
        }),
      ],
      fail: [
        exampleObjects("two validators", exampleSet({ image: IMAGES.lighthouse, args: ["vc"] }, { replicas: 2 })),
        exampleObjects("a number in quotes", exampleSet({ image: IMAGES.teku, args: ["vc"] }, { replicas: "2" })),
        exampleObjects("two signers without a database of both", exampleSet({ image: IMAGES.dirk }, { replicas: 2 })),
        exampleObjects("two signers with none", signer(["eth2"], 2)),
        exampleObjects(
          "two signers that are told to have none",
          signer(["eth2", SHARED_DATABASE, "--slashing-protection-enabled=false"], 2),
        ),
        exampleObjects(
          "two signers, each with a database in its own pod",
          signer(["eth2", "--slashing-protection-db-url=jdbc:postgresql://localhost:5432/signer"], 2),
        ),
        exampleObjects(
          "one on every node",
          exampleWorkload("DaemonSet", { containers: [{ name: "main", image: IMAGES.dirk }] }),
        ),
        exampleObjects(
          "two that say they are validators",
          exampleSet({ image: "registry.example.org/it:1" }, { replicas: 2 }, {}, { "palisade.dev/kind": "validator" }),
        ),
      ],
      unknown: [
        exampleObjects("a number from elsewhere", exampleSet({ image: IMAGES.dirk }, { replicas: "$" + "{var.n}" })),
        exampleObjects("a database that stands in a file", signer(["eth2", "--config-file=/etc/w.yaml"], 2)),
      ],
      notApplicable: [
        exampleObjects("two beacon nodes", exampleSet({ image: IMAGES.lighthouse, args: ["bn"] }, { replicas: 2 })),
        exampleObjects("two signers of transactions", signer(["eth1"], 2)),
        exampleObjects("a job", exampleWorkload("Job", { containers: [{ name: "main", image: IMAGES.dirk }] })),
      ],
    };
  },
});

const COUNTED = new Set(["Deployment", "StatefulSet", "ReplicaSet", "DaemonSet"]);
