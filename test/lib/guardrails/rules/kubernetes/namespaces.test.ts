import type { JsonRecord } from "../../../../../lib/core/json";
import { namespaceOf, shareNamespace } from "../../../../../lib/guardrails/rules/kubernetes/namespaces";
import { readApp } from "../../../../../lib/guardrails/subjects/app";
import type { ObjectView } from "../../../../../lib/guardrails/subjects/object-view";

function objects(resource: JsonRecord): readonly ObjectView[] {
  const { stacks } = readApp([{ name: "s", json: { resource } }]);
  return stacks.flatMap((stack) => stack.objects).filter(({ kind }) => kind === "ConfigMap");
}

function map(namespace: string | undefined): JsonRecord {
  return { metadata: { name: "it", namespace } };
}

const REFERENCE = "$" + "{kubernetes_namespace_v1.apps.metadata[0].name}";
const APPS = { kubernetes_namespace_v1: { apps: { metadata: { name: "apps" } } } };

describe("the namespace of an object", () => {
  it("is what it says, and default where it says nothing", () => {
    const [first, second, third] = objects({
      kubernetes_config_map_v1: { a: map("apps"), b: map(undefined), c: map("") },
    });
    expect(first && namespaceOf(first)).toBe("apps");
    expect(second && namespaceOf(second)).toBe("default");
    expect(third && namespaceOf(third)).toBe("default");
  });

  it("is the name of the resource that it refers to", () => {
    const [object] = objects({ kubernetes_config_map_v1: { a: map(REFERENCE) }, ...APPS });
    expect(object && namespaceOf(object)).toBe("apps");
  });

  it("is that of the release for an object in a bundle that says none", () => {
    const manifests = [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "it" } }];
    const bundle = {
      chart: "./assets/manifest-chart/0",
      namespace: REFERENCE,
      values: [JSON.stringify({ manifests })],
    };
    const [object] = objects({ helm_release: { it: bundle }, ...APPS });
    expect(object && namespaceOf(object)).toBe("apps");
  });

  it.each([
    ["a text around it", `${REFERENCE}-blue`],
    ["two things", `${REFERENCE}${"$" + "{kubernetes_namespace_v1.other.id}"}`],
    ["a choice", `${"$" + "{var.own ? kubernetes_namespace_v1.apps.id : var.other}"}`],
  ])("is not known where %s makes its name", (_, namespace) => {
    const [object] = objects({ kubernetes_config_map_v1: { a: map(namespace) }, ...APPS });
    expect(object).toBeDefined();
    expect(object && namespaceOf(object)).toBeUndefined();
  });
});

describe("two objects", () => {
  function share(one: string | undefined, other: string | undefined): boolean | undefined {
    const [first, second] = objects({ kubernetes_config_map_v1: { a: map(one), b: map(other) }, ...APPS });
    if (first === undefined || second === undefined) throw new Error("there are no two objects");
    return shareNamespace(first, second);
  }

  it("share a namespace by name, by reference or by the same text", () => {
    expect(share("apps", "apps")).toBe(true);
    expect(share("apps", REFERENCE)).toBe(true);
    expect(share("$" + "{var.namespace}", "$" + "{var.namespace}")).toBe(true);
  });

  it("do not share it with other names", () => {
    expect(share("apps", "other")).toBe(false);
    expect(share(undefined, REFERENCE)).toBe(false);
  });

  it("may share it where it is not known", () => {
    expect(share("apps", "$" + "{var.namespace}")).toBeUndefined();
    expect(share("$" + "{var.one}", "$" + "{var.other}")).toBeUndefined();
  });
});
