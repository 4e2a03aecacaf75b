import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read, valueIn } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

const LABEL = "pod-security.kubernetes.io/";
const AT = ["metadata", "labels", `${LABEL}enforce`];
const STRICT: readonly unknown[] = ["baseline", "restricted"];

export const podSecurityLabels = guardrail({
  id: "kubernetes/pod-security-labels",
  title: "Every namespace says how strict its pods have to be",
  severity: "medium",
  why: "Without the label the API server takes every pod there, a privileged one too, from anybody who may make pods.",
  fix: "set the label pod-security.kubernetes.io/enforce to restricted, or to baseline; Palisade's Namespace does",
  controls: { cisEks: ["4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.2.5"] },
  source: "Kubernetes documentation, Pod Security Admission",
  subject: "object",
  kinds: ["Namespace"],
  check: ({ manifest, resource, name }) => {
    // Those that Kubernetes makes are for the cluster's own.
    if (name === "default" || name.startsWith("kube-")) return undefined;
    const labelled = (mode: string) => read(manifest, ["metadata", "labels", `${LABEL}${mode}`]);
    const enforced = labelled("enforce");
    if (enforced.state === "unknown") return unknown(AT);
    if (enforced.state === "known" && STRICT.includes(enforced.value)) return PASS;
    if (enforced.state === "absent" && resource.stack.ofType("kubernetes_labels").length > 0)
      return unknown(AT, "another resource may set its labels");
    const expected = '"restricted" or "baseline", or "privileged" beside a stricter label for warnings';
    const level = valueIn(enforced);
    const isWatched = ["warn", "audit"].some((mode) => {
      const said = labelled(mode);
      return said.state === "known" && STRICT.includes(said.value);
    });
    return level === "privileged" && isWatched ? PASS : fail(AT, expected, level);
  },
  examples: () => {
    function namespace(modes: Readonly<Record<string, string>>) {
      const labels = Object.fromEntries(Object.entries(modes).map(([mode, level]) => [`${LABEL}${mode}`, level]));
      return { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps", labels } };
    }
    return {
      pass: [
        exampleObjects("the strictest", namespace({ enforce: "restricted" })),
        exampleObjects("the middle", namespace({ enforce: "baseline" })),
        exampleObjects("everything, and warnings", namespace({ enforce: "privileged", warn: "restricted" })),
        exampleObjects("everything, and a note in the log", namespace({ enforce: "privileged", audit: "baseline" })),
      ],
      fail: [
        exampleObjects("a namespace that says nothing", namespace({})),
        exampleObjects("everything", namespace({ enforce: "privileged" })),
        exampleObjects("everything, and warnings of nothing", namespace({ enforce: "privileged", warn: "privileged" })),
        exampleObjects("warnings alone", namespace({ warn: "restricted" })),
        exampleObjects("a word that means nothing", namespace({ enforce: "strict", warn: "restricted" })),
      ],
      unknown: [
        exampleObjects("a level from elsewhere", namespace({ enforce: "$" + "{var.level}" })),
        exampleOf(
          "labels by another resource",
          "kubernetes_namespace_v1",
          { metadata: { name: "apps" } },
          { kubernetes_labels: { it: { api_version: "v1", kind: "Namespace", labels: {} } } },
        ),
      ],
      notApplicable: [
        exampleObjects("the cluster's own", { apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } }),
        exampleObjects("the one that is always there", {
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name: "default" },
        }),
      ],
    };
  },
});
