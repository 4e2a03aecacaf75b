import fc from "fast-check";
import { exampleBundle, exampleWorkload } from "../../../../../lib/guardrails";
import { SelectorIndex } from "../../../../../lib/guardrails/rules/kubernetes/selector-index";
import { labelsOfPods, picks, selects } from "../../../../../lib/guardrails/rules/kubernetes/selectors";
import { objectsOfKind } from "../../../../../lib/guardrails/rules/kubernetes/workloads";
import { readApp } from "../../../../../lib/guardrails/subjects/app";
import { REFERENCE } from "../../../../../lib/truth/terraform-text";

const LABELS = { app: "reth", chain: "ethereum", role: REFERENCE };

describe("a selector", () => {
  it.each([
    ["that says nothing picks everything", {}, true],
    ["that is missing picks everything", undefined, true],
    ["picks by labels", { matchLabels: { app: "reth", chain: "ethereum" } }, true],
    ["picks nothing with another value", { matchLabels: { app: "geth" } }, false],
    ["picks nothing with another label", { matchLabels: { client: "reth" } }, false],
    [
      "picks one of several values",
      { matchExpressions: [{ key: "app", operator: "In", values: ["geth", "reth"] }] },
      true,
    ],
    ["picks none of them", { matchExpressions: [{ key: "app", operator: "In", values: ["geth"] }] }, false],
    ["picks by what is not said", { matchExpressions: [{ key: "app", operator: "NotIn", values: ["geth"] }] }, true],
    [
      "picks what has no such label",
      { matchExpressions: [{ key: "client", operator: "NotIn", values: ["geth"] }] },
      true,
    ],
    ["picks by a label alone", { matchExpressions: [{ key: "app", operator: "Exists" }] }, true],
    ["picks by a label whose value is not known", { matchExpressions: [{ key: "role", operator: "Exists" }] }, true],
    ["picks by a label that is missing", { matchExpressions: [{ key: "client", operator: "DoesNotExist" }] }, true],
    ["cannot tell of a value that is not known", { matchLabels: { role: "archive" } }, undefined],
    ["cannot tell by a value that is not known", { matchLabels: { app: REFERENCE } }, undefined],
    ["cannot tell by two values that are not known", { matchLabels: { role: REFERENCE } }, undefined],
    [
      "cannot tell by an operator that nobody knows",
      { matchExpressions: [{ key: "app", operator: "Like" }] },
      undefined,
    ],
    ["cannot tell by labels from elsewhere", { matchLabels: REFERENCE }, undefined],
    ["from elsewhere cannot tell", REFERENCE, undefined],
    ["tells when one of its terms does", { matchLabels: { role: "archive", app: "geth" } }, false],
  ])("%s", (_, selector, expected) => {
    expect(selects(selector, LABELS)).toBe(expected);
  });

  it("cannot tell of labels that nobody knows", () => {
    expect(selects({ matchLabels: { app: "reth" } }, undefined)).toBeUndefined();
    expect(selects({ matchLabels: { client: "reth" } }, { [REFERENCE]: "x" })).toBeUndefined();
    expect(selects({}, undefined)).toBe(true);
  });

  it("of a Service picks nothing where it says nothing", () => {
    expect(picks({}, LABELS)).toBe(false);
    expect(picks(undefined, LABELS)).toBe(false);
    expect(picks(REFERENCE, LABELS)).toBeUndefined();
    expect(picks({ app: "reth" }, LABELS)).toBe(true);
    expect(picks({ app: "geth" }, LABELS)).toBe(false);
  });
});

test("an index leaves out nothing that picks the pods, or may", () => {
  const name = fc.constantFrom("a", "b");
  const value = fc.constantFrom("x", "y", "$" + "{var.z}");
  const labels = fc.dictionary(name, value, { maxKeys: 2 });
  const namespace = fc.constantFrom("one", "two", "$" + "{var.namespace}");
  const budget = fc.record({ namespace, matchLabels: fc.option(labels, { nil: undefined }) });
  fc.assert(
    fc.property(namespace, labels, fc.array(budget, { maxLength: 6 }), (own, ownLabels, budgets) => {
      const workload = {
        ...exampleWorkload("Deployment", { containers: [] }),
        metadata: { name: "it", namespace: own },
      };
      const template = { metadata: { labels: ownLabels }, spec: { containers: [] } };
      const objects = budgets.map(({ namespace: of, matchLabels }, index) => ({
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name: `budget-${index}`, namespace: of },
        spec: { selector: { matchLabels } },
      }));
      const release = {
        ...exampleBundle(),
        values: [JSON.stringify({ manifests: [{ ...workload, spec: { template } }, ...objects] })],
      };
      const { stacks } = readApp([{ name: "s", json: { resource: { helm_release: { it: release } } } }]);
      const [stack] = stacks;
      const pod = stack?.pods[0];
      if (stack === undefined || pod === undefined) throw new Error("the stack has no pods");
      const all = objectsOfKind(stack, "PodDisruptionBudget");
      const selectorOf = ({ manifest }: (typeof all)[number]): unknown =>
        Object(Object(manifest["spec"])["selector"])["matchLabels"];
      const found = new SelectorIndex(all, selectorOf).candidates(pod);
      const isNeeded = (object: (typeof all)[number]): boolean =>
        selects({ matchLabels: selectorOf(object) ?? {} }, labelsOfPods(pod)) !== false &&
        (object.namespace === pod.object.namespace || `${object.namespace}${pod.object.namespace}`.includes(REFERENCE));
      expect(all.filter(isNeeded).filter((object) => !found.includes(object))).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
    }),
  );
});
