import { exampleObjects, exampleWorkload } from "../../example";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

/** What stands on the volumes of these takes days to make again, or cannot be. Signers and validators have a rule of their own. */
const KEEPERS: readonly (string | undefined)[] = ["node", "database", "secret-server"];

export const retainedClaims = guardrail({
  id: "backup/retained-claims",
  title: "The volumes of a node or a database outlive its StatefulSet",
  severity: "medium",
  why: "Whoever replaces the StatefulSet, as an update of a field that cannot change does, deletes weeks of synchronising or the data itself.",
  fix: "leave persistentVolumeClaimRetentionPolicy out, or set whenDeleted to Retain, as a Workload does",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source: "Kubernetes documentation, StatefulSets: PersistentVolumeClaim retention",
  subject: "pod",
  check: (pod) => {
    if (pod.object.kind !== "StatefulSet" || !KEEPERS.includes(recognise(pod)?.kind)) return undefined;
    return expectAt(pod.object.manifest, "spec.persistentVolumeClaimRetentionPolicy.whenDeleted").toBe(
      "Retain",
      "pass",
    );
  },
  examples: () => {
    const set = (says: string, kind: string, whenDeleted?: string, as: "StatefulSet" | "Deployment" = "StatefulSet") =>
      exampleObjects(
        says,
        exampleWorkload(
          as,
          { containers: [] },
          { "palisade.dev/kind": kind },
          {
            ...(whenDeleted === undefined ? {} : { persistentVolumeClaimRetentionPolicy: { whenDeleted } }),
          },
        ),
      );
    return {
      pass: [set("a node that says nothing", "node"), set("a database that keeps them", "database", "Retain")],
      fail: [
        set("a node", "node", "Delete"),
        set("a database", "database", "Delete"),
        set("a store of secrets", "secret-server", "Delete"),
      ],
      unknown: [set("a choice from elsewhere", "node", "$" + "{var.policy}")],
      notApplicable: [
        set("an agent, whose files may go", "agent", "Delete"),
        set("a Deployment", "node", "Delete", "Deployment"),
      ],
    };
  },
});
