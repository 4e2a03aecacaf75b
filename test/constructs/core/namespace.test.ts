import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { Namespace, type NamespaceProps } from "../../../constructs/core/namespace";
import { only, synthApp, synthStack } from "../../support/synth";

function synth(props: Partial<NamespaceProps> = {}) {
  return synthStack((stack) => {
    new Namespace(stack, "apps", { name: "apps", ...props });
  });
}

describe("a namespace", () => {
  it("enforces the restricted Pod Security Standard until told otherwise", () => {
    const labels = (props: Partial<NamespaceProps> = {}) =>
      only(synth(props).resource["kubernetes_namespace_v1"]).metadata.labels;
    expect(labels()).toMatchObject({
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/audit": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    });
    expect(labels({ podSecurity: "baseline" })).toMatchObject({
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/warn": "restricted",
    });
  });

  it("denies all traffic, in and out, of every pod in it", () => {
    const policy = only(synth().resource["kubernetes_network_policy_v1"]);
    expect(policy.spec).toEqual({ pod_selector: {}, policy_types: ["Ingress", "Egress"] });
    expect(policy.metadata).toMatchObject({ name: "default-deny" });
    expect(policy.metadata.namespace).toMatch(/^\$\{kubernetes_namespace_v1\..*\.metadata\[0\]\.name\}$/);
  });

  it("says what it is", () => {
    expect(only(synth().resource["kubernetes_namespace_v1"]).metadata.labels).toMatchObject({
      "palisade.dev/kind": "namespace",
      "palisade.dev/name": "apps",
    });
  });

  it("is a live reference in its own stack, and plain text in every other, for which no state is read", () => {
    const stacks = synthApp((app: App) => {
      const [own, other] = ["own", "other"].map((name) => {
        const stack = new TerraformStack(app, name);
        new LocalBackend(stack, { path: `${name}.tfstate` });
        new KubernetesProvider(stack, "kubernetes", {});
        return stack;
      });
      if (own === undefined || other === undefined) throw new Error("two stacks were made");
      const namespace = new Namespace(own, "apps", { name: "apps" });
      for (const stack of [own, other]) {
        new TerraformOutput(stack, "name", { staticId: true, value: namespace.nameFor(stack) });
      }
    });
    expect(stacks["own"]?.output["name"].value).toMatch(/^\$\{kubernetes_namespace_v1\./);
    expect(stacks["other"]?.output["name"].value).toBe("apps");
    expect(stacks["other"]?.data).toBeUndefined();
  });

  it("is a peer: its pods are selected by the name that Kubernetes itself writes on it", () => {
    const wanted = [{ namespaceLabels: { "kubernetes.io/metadata.name": "apps" } }];
    let selectors: unknown;
    synthStack((stack) => {
      selectors = new Namespace(stack, "apps", { name: "apps" }).toPeerSelectors();
    });
    expect(selectors).toEqual(wanted);
    expect(Namespace.fromName("apps").toPeerSelectors()).toEqual(wanted);
  });

  it("that is already there is a name, and nothing is made for it", () => {
    const namespace = Namespace.fromName("kube-system");
    const { resource } = synthStack((stack) => {
      expect(namespace.nameFor(stack)).toBe("kube-system");
    });
    expect(namespace.namespaceName).toBe("kube-system");
    expect(resource).toEqual({});
  });
});
