import fc from "fast-check";
import { exampleWorkload } from "../../lib/guardrails/example";
import { type AskedPod, merged, pods, refusedInJson, wholePods } from "./admission/asked-pods";
import { bound, builtin, declarePolicies, example, NAMESPACE, POLICIES, refusedBy } from "./admission/asking-server";
import { API_SERVER_TOOLS, type ControlPlane, startBareControlPlane } from "./cluster/control-plane";
import { RefusedError } from "./cluster/kubernetes-client";
import { describeWithTools } from "./tools";

/** How many pods are put together of two others. */
const MERGED_PODS = 400;

describeWithTools(API_SERVER_TOOLS, "what the rules ask of an API server", (toolOf) => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startBareControlPlane((name) => toolOf(name).program);
    await declarePolicies(plane);
  });

  afterAll(() => plane?.stop());

  /** Where the two say otherwise of a pod to which nothing is done. */
  async function differences(pod: AskedPod) {
    const inJson = refusedInJson({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "it", namespace: NAMESPACE, annotations: pod.annotations },
      spec: pod.spec,
    });
    return { pod, inJson, inCluster: await refusedBy(plane, example(pod)) };
  }

  it("is what their checks over JSON say, of the pods of every example of each of them", async () => {
    const refused = new Set<string>();
    const passed = new Set<string>();
    for (const pod of pods()) {
      const { inJson, inCluster } = await differences(pod);
      expect({ pod, refused: inCluster }).toEqual({ pod, refused: inJson });
      for (const { id } of POLICIES) (inCluster.includes(id) ? refused : passed).add(id);
    }
    const all = POLICIES.map(({ id }) => id).sort();
    expect([...refused].sort()).toEqual(all);
    expect([...passed].sort()).toEqual(all);
  });

  it("is what they say of pods put together of any two of those", async () => {
    const two = fc.tuple(fc.constantFrom(...pods()), fc.constantFrom(...pods()));
    await fc.assert(
      fc.asyncProperty(two, async ([first, second]) => {
        const { pod, inJson, inCluster } = await differences(merged(first, second));
        expect({ pod, refused: inCluster }).toEqual({ pod, refused: inJson });
      }),
      { numRuns: MERGED_PODS },
    );
  });

  it.each(["Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"] as const)(
    "is what they say of a %s, with all that the server fills in",
    async (kind) => {
      const asked = POLICIES.filter(({ check }) => kind === "Pod" || check.filledIn !== true).map(({ id }) => id);
      const refused = new Set<string>();
      let accepted = 0;
      for (const pod of wholePods()) {
        const object = objectOf(kind, pod);
        const found = await refusedBy(plane, object).catch((fault: unknown) => {
          if (fault instanceof RefusedError) return undefined;
          throw fault;
        });
        // What the server does not take for other reasons no policy is asked about.
        if (found === undefined) continue;
        accepted += 1;
        const expected = refusedInJson(object).filter((id) => asked.includes(id));
        expect({ object, refused: found }).toEqual({ object, refused: expected });
        for (const id of found) refused.add(id);
      }
      expect(accepted).toBeGreaterThan(50);
      expect(asked.filter((id) => !refused.has(id))).toEqual([]);
    },
  );

  it("is taken by the server in full, with messages in CEL", async () => {
    for (const policy of POLICIES) {
      await plane.client.apply(builtin(policy), { dryRun: true });
      await plane.client.apply(bound(policy), { dryRun: true });
    }
  });
});

function objectOf(kind: "Pod" | Parameters<typeof exampleWorkload>[0], { annotations, spec }: AskedPod) {
  if (kind === "Pod") {
    return { apiVersion: "v1", kind, metadata: { name: "it", namespace: NAMESPACE, annotations }, spec };
  }
  const isJob = kind === "Job" || kind === "CronJob";
  return exampleWorkload(kind, isJob ? { restartPolicy: "Never", ...spec } : spec);
}
