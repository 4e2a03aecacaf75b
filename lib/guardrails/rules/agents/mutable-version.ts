import { isJsonRecord, textAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleObjects, exampleOf } from "../../example";
import { guardrail, type RuleExample } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { allOf } from "../../three-valued";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { itemsAt } from "../kubernetes/lists";
import { shareNamespace } from "../kubernetes/namespaces";
import { objectsOfKind } from "../kubernetes/workloads";
import { AGENT, agentDeployment, isAgent, noAgent } from "./agents";

export const mutableVersion = guardrail({
  id: "agents/mutable-version",
  title: "What an agent was told never changes in place",
  severity: "medium",
  why: "A prompt that is edited in place leaves no version to go back to, and running pods change in the middle of their work.",
  fix: "declare a new version: an Agent writes each one to an immutable object that is named by its content",
  source: "Kubernetes, immutable ConfigMaps; kagent v1alpha3 (revisions by digest)",
  subject: "pod",
  check: (pod) => {
    if (!isAgent(pod)) return undefined;
    const volumes = itemsAt(pod.spec, ["volumes"]);
    if (volumes === undefined) return unknown(["volumes"]);
    return volumes.flatMap((volume, index) => {
      const map = isJsonRecord(volume) ? volume["configMap"] : undefined;
      return isJsonRecord(map) ? [judge(pod, textAt(map, "name") ?? "", index)] : [];
    });
  },
  examples: () => {
    const agent = (name: string) =>
      agentDeployment(
        {},
        {
          volumes: [
            { name: "version", configMap: { name } },
            { name: "scratch", emptyDir: {} },
          ],
        },
      );
    const map = (more: object, namespace = "apps") => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "it-1-4-0", namespace },
      data: { "it.json": "{}" },
      ...more,
    });
    return {
      pass: [
        exampleObjects("an object that never changes", agent("it-1-4-0"), map({ immutable: true })),
        referring(
          "an object that never changes, by a reference",
          "$" + "{kubernetes_config_map_v1.one.metadata[0].name}",
        ),
      ],
      fail: [
        exampleObjects("an object that may change", agent("it-1-4-0"), map({})),
        exampleObjects("an object that says so", agent("it-1-4-0"), map({ immutable: false })),
      ],
      unknown: [
        exampleObjects("an object from elsewhere", agent("other"), map({ immutable: true })),
        exampleObjects("one of another namespace", agent("it-1-4-0"), map({ immutable: true }, "other")),
        exampleObjects("volumes from elsewhere", agentDeployment({}, { volumes: "$" + "{var.volumes}" })),
        referring(
          "one of two objects",
          "$" + "{var.a ? kubernetes_config_map_v1.one.id : kubernetes_config_map_v1.two.id}",
        ),
        exampleObjects("a word from elsewhere", agent("it-1-4-0"), map({ immutable: "$" + "{var.immutable}" })),
      ],
      notApplicable: [
        exampleObjects("an agent that has it in its image", agentDeployment({}, {})),
        exampleObjects("something that is no agent", noAgent(agent("it-1-4-0")), map({})),
      ],
    };
  },
});

/** Resources of Terraform's, whose pods name their ConfigMap by a reference. */
function referring(says: string, name: string): RuleExample {
  const metadata = { name: "it", namespace: "apps", labels: AGENT };
  const map = { metadata: { name: "it", namespace: "apps" }, immutable: true };
  const spec = { container: [{ name: "agent" }], volume: [{ name: "version", config_map: { name } }] };
  return exampleOf(
    says,
    "kubernetes_deployment_v1",
    { metadata, spec: { template: { metadata: { labels: AGENT }, spec } } },
    { kubernetes_config_map_v1: { one: map, two: map } },
  );
}

function judge({ object }: PodView, name: string, index: number): Judgement {
  const map = configMapOf(object, name);
  const at = ["volumes", index, "configMap", "name"];
  if (map === undefined) return unknown(at, "the ConfigMap is made elsewhere");
  const said = read(map.manifest, ["immutable"]);
  if (said.state === "unknown") return on(map, unknown(["immutable"]));
  const isImmutable = said.state === "known" && said.value === true;
  return isImmutable ? PASS : on(map, fail(["immutable"], "true, and a new object for each version"));
}

/** The ConfigMap of a name, also where the text of it comes from the resource that makes it. */
function configMapOf(object: ObjectView, name: string): ObjectView | undefined {
  const { stack, raw } = object.resource;
  const maps = objectsOfKind(stack, "ConfigMap");
  if (!holdsReference(name))
    return maps.find((map) => allOf([map.name === name, shareNamespace(map, object)]) === true);
  const targets = stack.references.from(raw["spec"]);
  const referred = maps.filter(({ resource }) => targets.includes(resource));
  return referred.length === 1 ? referred[0] : undefined;
}
