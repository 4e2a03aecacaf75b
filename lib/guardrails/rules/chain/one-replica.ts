import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { exampleSet, IMAGES, SHARED_DATABASE } from "./examples";
import { judgeSigning, type Signing, sharingOf } from "./signing";

export const oneReplica = guardrail({
  id: "chain/one-replica",
  title: "Validators and signers run once, save signers that share one database of what they signed",
  severity: "critical",
  why: "A second replica has the same keys and no memory of what the first one signed, so that both sign and the validator is slashed.",
  fix: "set replicas to 1; several replicas of a RemoteSigner share its database, and only they may",
  source: "LionscraftTeam/DUCK-Knowledge-Base, SLS1 to SLS18; Web3Signer, slashing protection; tmkms, README",
  subject: "pod",
  check: (pod) => judgeSigning(pod, (signing) => judge(pod, signing)),
  examples: () => {
    const signer = (args: readonly string[], replicas: unknown) =>
      exampleSet({ image: IMAGES.web3signer, args }, { replicas });
    const two = (image: string, ...args: readonly string[]) => exampleSet({ image, args }, { replicas: 2 });
    const agave = (...args: readonly string[]) => two("registry.example.org/solana:4", "agave-validator", ...args);
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
          "an image of one's own, by its name and its mode",
          two("registry.example.org/lighthouse:8", "vc"),
        ),
        exampleObjects(
          "an image of one's own, by the word that starts it",
          two("registry.example.org/it:1", "lighthouse", "vc"),
        ),
        exampleObjects("two that vote on Solana", agave("--identity=/id.json", "--vote-account", "/vote.json")),
        exampleObjects("Teku that signs itself", two(IMAGES.teku, "--validator-keys=/keys:/passwords")),
        exampleObjects(
          "Teku that signs itself, by a variable",
          exampleSet(
            { image: IMAGES.teku, env: [{ name: "TEKU_VALIDATOR_KEYS", value: "/keys:/p" }] },
            { replicas: 2 },
          ),
        ),
        exampleObjects(
          "two that say they are validators",
          exampleSet({ image: "registry.example.org/it:1" }, { replicas: 2 }, {}, { "palisade.dev/kind": "validator" }),
        ),
      ],
      unknown: [
        exampleObjects("a number from elsewhere", exampleSet({ image: IMAGES.dirk }, { replicas: "$" + "{var.n}" })),
        exampleObjects("an image of which only the name tells", two("registry.example.org/dirk:1")),
        exampleObjects("a word of which only that tells", two("registry.example.org/it:1", "/usr/local/bin/tmkms")),
        exampleObjects("a database that stands in a file", signer(["eth2", "--config-file=/etc/w.yaml"], 2)),
      ],
      notApplicable: [
        exampleObjects("two beacon nodes", exampleSet({ image: IMAGES.lighthouse, args: ["bn"] }, { replicas: 2 })),
        exampleObjects("two signers of transactions", signer(["eth1"], 2)),
        exampleObjects("two that follow Solana", agave("--identity=/id.json")),
        exampleObjects("two that do not vote", agave("--vote-account=/vote.json", "--no-voting")),
        exampleObjects("two of Teku's beacon nodes", two(IMAGES.teku)),
        exampleObjects("an image of one's own without its mode", two("registry.example.org/lighthouse:8")),
        exampleObjects("a folder of that name", two("registry.example.org/it:1", "/data/dirk")),
        exampleObjects("an option's value of that name", two("registry.example.org/it:1", "--signer", "dirk")),
        exampleObjects("a job", exampleWorkload("Job", { containers: [{ name: "main", image: IMAGES.dirk }] })),
      ],
    };
  },
});

function judge({ object }: PodView, signing: Signing): Judgement | undefined {
  if (!COUNTED.has(object.kind)) return undefined;
  const sharing = sharingOf(signing);
  if (sharing === "shared") return PASS;
  if (object.kind === "DaemonSet") return fail([], "one pod, and not one on every node", object.kind);
  const place = ["spec", "replicas"];
  const found = read(object.manifest, place);
  if (found.state === "unknown") return on(object, unknown(place));
  const replicas = found.state === "known" ? Number(found.value) : 1;
  if (replicas <= 1) return PASS;
  if (sharing === "unknown") return unknown([], "whether its replicas share a database is not seen here");
  return on(object, fail(place, "1, or a database that all of them share", replicas));
}

const COUNTED = new Set(["Deployment", "StatefulSet", "ReplicaSet", "DaemonSet"]);
