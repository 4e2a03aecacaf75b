import { isJsonRecord } from "../../../core/json";
import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** Arguments of Terraform's resource that are written into the state; those that end in `_wo` are not. */
const KEPT = ["data", "binary_data"];
/** Fields of a manifest, all of which stands in the state. */
const FIELDS = ["data", "stringData"];

export const secretInState = guardrail({
  id: "kubernetes/secret-in-state",
  title: "No Secret of Kubernetes is filled by Terraform",
  severity: "high",
  why: "Its values then stand in the state and in every saved plan in clear text, also when they are marked as sensitive.",
  fix: "let the cluster fetch it from a store, as SecretStore and secret.grantRead do, or give an ephemeral value to data_wo",
  controls: { cisEks: ["4.4.2"] },
  aliases: ["C-0208", "C-0234"],
  subject: "object",
  kinds: ["Secret"],
  check: ({ apiVersion, manifest, resource, bundleIndex }) => {
    if (apiVersion !== "v1") return undefined;
    const isManifest = bundleIndex !== undefined || resource.type === "kubernetes_manifest";
    const [holder, fields] = isManifest ? [manifest, FIELDS] : [resource.config, KEPT];
    const filled = fields.filter((field) => isFilled(holder[field]));
    if (filled.length === 0) return PASS;
    // A pointer into the object finds the argument by its name in Kubernetes.
    return filled.map((field) => fail([field === "binary_data" ? "binaryData" : field], "no values"));
  },
  examples: () => ({
    pass: [
      exampleOf("a secret that others fill", "kubernetes_secret_v1", { metadata: { name: "it", namespace: "apps" } }),
      exampleOf("an ephemeral value", "kubernetes_secret_v1", {
        metadata: { name: "it", namespace: "apps" },
        data_wo: { token: "$" + "{ephemeral.vault_kv_secret_v2.it.data.token}" },
        data_wo_revision: 1,
      }),
      exampleOf("no values", "kubernetes_secret_v1", { metadata: { name: "it", namespace: "apps" }, data: {} }),
      exampleObjects("a token that Kubernetes makes", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "it", namespace: "apps" },
        type: "kubernetes.io/service-account-token",
      }),
    ],
    fail: [
      exampleOf("values", "kubernetes_secret_v1", {
        metadata: { name: "it", namespace: "apps" },
        data: { token: "$" + "{random_password.it.result}" },
      }),
      exampleOf("bytes, by the old name of the resource", "kubernetes_secret", {
        metadata: { name: "it", namespace: "apps" },
        binary_data: { key: "AAAA" },
      }),
      exampleOf("all values from elsewhere", "kubernetes_secret_v1", {
        metadata: { name: "it", namespace: "apps" },
        data: "$" + "{var.values}",
      }),
      exampleObjects("values in a bundle", {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "it", namespace: "apps" },
        stringData: { token: "x" },
      }),
      exampleOf("values in a manifest", "kubernetes_manifest", {
        manifest: { apiVersion: "v1", kind: "Secret", metadata: { name: "it" }, data: { token: "eA==" } },
      }),
    ],
    notApplicable: [
      exampleObjects("a Secret of another group", {
        apiVersion: "example.org/v1",
        kind: "Secret",
        metadata: { name: "it", namespace: "apps" },
        data: { path: "x" },
      }),
    ],
  }),
});

function isFilled(values: unknown): boolean {
  return isJsonRecord(values) ? Object.keys(values).length > 0 : typeof values === "string" && values !== "";
}
