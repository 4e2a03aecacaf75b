import { recordAt, textAt } from "../../../core/json";
import { exampleBundle, exampleStacks, exampleWorkload } from "../../example";
import { judgingOf } from "../../profile";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { expectAt } from "../../values";
import { type Judgement, on } from "../../verdict";
import { itemsAt } from "../kubernetes/lists";
import { objectsOfKind } from "../kubernetes/workloads";

/** What these write cannot be made again. */
const IRREPLACEABLE: readonly (string | undefined)[] = ["validator", "signer", "database", "secret-server"];

export const retainedVolumes = guardrail({
  id: "backup/retained-volumes",
  title: "The disk of a signer, a database or a node outlives the claim on it",
  severity: "medium",
  why: "Whoever deletes the claim, or its namespace, deletes the disk: the record of what was signed, or weeks of synchronising.",
  fix: "set reclaimPolicy of the StorageClass to Retain, as an EncryptedStorageClass does",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source: "Kubernetes documentation, Storage Classes: reclaimPolicy is Delete where nothing is said",
  subject: "environment",
  check: (environment) => {
    const used = classesOfKeepers(environment);
    return environment.stacks
      .flatMap((stack) => objectsOfKind(stack, "StorageClass"))
      .filter(({ name }) => used.has(name))
      .flatMap(judge);
  },
  examples: () => {
    const storage = (reclaimPolicy?: string) => ({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "data" },
      provisioner: "ebs.csi.aws.com",
      ...(reclaimPolicy === undefined ? {} : { reclaimPolicy }),
    });
    const among = (says: string, kind: string, reclaimPolicy?: string, claim: unknown = "data", profile = "strict") => {
      const volumeClaimTemplates = [{ metadata: { name: "data" }, spec: { storageClassName: claim } }];
      const labels = { "palisade.dev/kind": kind };
      const set = exampleWorkload("StatefulSet", { containers: [] }, labels, { volumeClaimTemplates });
      return exampleStacks(says, {
        platform: { resource: { helm_release: { classes: exampleBundle(storage(reclaimPolicy)) } } },
        nodes: {
          "//": { palisade: { guardrails: { profile } } },
          resource: { helm_release: { sets: exampleBundle(set) } },
        },
      });
    };
    return {
      pass: [among("a signer", "signer", "Retain"), among("a node", "node", "Retain")],
      fail: [
        among("a class that says nothing", "database"),
        among("a class that lets go", "validator", "Delete"),
        among("a store of secrets", "secret-server", "Delete"),
        among("a signer's where nobody depends on it", "signer", "Delete", "data", "standard"),
        among("a node's that people depend on", "node", "Delete"),
      ],
      unknown: [among("a choice from elsewhere", "signer", "$" + "{var.policy}")],
      notApplicable: [
        among("a node that nobody depends on", "node", "Delete", "data", "standard"),
        among("a class that nobody uses", "signer", "Delete", "other"),
        among("a claim that names none", "signer", "Delete", null),
        among("a class for something else", "agent", "Delete"),
      ],
    };
  },
});

function judge(storage: ObjectView): readonly Judgement[] {
  const judgement = expectAt(storage.manifest, "reclaimPolicy").toBe("Retain");
  return judgement === undefined ? [] : [on(storage, judgement)];
}

/** Names of the classes whose disks hold what cannot be made again. */
function classesOfKeepers({ stacks }: EnvironmentView): ReadonlySet<string> {
  return new Set(stacks.flatMap((stack) => stack.pods.filter(isKeeper).flatMap(classesOf)));
}

function isKeeper(pod: PodView): boolean {
  const kind = recognise(pod)?.kind;
  const isDependedOn = judgingOf(pod.object.resource.stack.marks).profile === "strict";
  return IRREPLACEABLE.includes(kind) || (kind === "node" && isDependedOn);
}

function classesOf({ object }: PodView): readonly string[] {
  const claims = itemsAt(object.manifest, ["spec", "volumeClaimTemplates"]) ?? [];
  return claims.flatMap((claim) => textAt(recordAt(claim, "spec"), "storageClassName") ?? []);
}
