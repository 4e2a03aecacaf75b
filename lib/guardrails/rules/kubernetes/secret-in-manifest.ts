import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS } from "../../verdict";
import { isEmpty } from "./lists";
import { isWrittenByProvider } from "./workloads";

const FIELDS = ["data", "stringData"];

// Terraform's own resource for a Secret is a matter of the rules on secrets, with the like resources of other providers.
export const secretInManifest = guardrail({
  id: "kubernetes/secret-in-manifest",
  title: "No manifest of a Secret holds its values",
  severity: "high",
  why: "The manifest stands in the state and in every saved plan in clear text, and in a bundle in Helm's own record as well.",
  fix: "let the cluster fetch it from a store, as secret.grantRead of a VaultStore does",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], cisEks: ["4.4.2"] },
  aliases: ["C-0208", "C-0234"],
  subject: "object",
  kinds: ["Secret"],
  check: (object) => {
    if (object.apiVersion !== "v1" || isWrittenByProvider(object)) return undefined;
    const filled = FIELDS.filter((field) => {
      const found = read(object.manifest, [field]);
      return found.state === "unknown" || (found.state === "known" && !isEmpty(found.value));
    });
    return filled.length === 0 ? PASS : filled.map((field) => fail([field], "no values"));
  },
  examples: () => ({
    pass: [
      exampleObjects("a token that Kubernetes makes", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "it", namespace: "apps" },
        type: "kubernetes.io/service-account-token",
      }),
      exampleObjects("no values", { apiVersion: "v1", kind: "Secret", metadata: { name: "it" }, data: {} }),
    ],
    fail: [
      exampleObjects("values in a bundle", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "it", namespace: "apps" },
        stringData: { token: "x" },
      }),
      exampleOf("values in a manifest", "kubernetes_manifest", {
        manifest: { apiVersion: "v1", kind: "Secret", metadata: { name: "it" }, data: { token: "eA==" } },
      }),
      exampleOf("all values from elsewhere", "kubernetes_manifest", {
        manifest: { apiVersion: "v1", kind: "Secret", metadata: { name: "it" }, data: "$" + "{var.values}" },
      }),
    ],
    notApplicable: [
      exampleOf("a resource that another rule speaks of", "kubernetes_secret_v1", {
        metadata: { name: "it", namespace: "apps" },
        data: { token: "x" },
      }),
      exampleObjects("a Secret of another group", {
        apiVersion: "example.org/v1",
        kind: "Secret",
        metadata: { name: "it", namespace: "apps" },
        data: { path: "x" },
      }),
    ],
  }),
});
