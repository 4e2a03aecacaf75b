import type { EnvironmentSpec } from "../environment";
import { chainReporter } from "./agents";
import { ethereumNode } from "./ethereum";

/** A cluster on a machine of one's own: no cloud account, one test network. */
export const LOCAL: EnvironmentSpec = {
  name: "local",
  owner: "platform",
  costCentre: "development",
  guardrails: "relaxed",
  runbookBaseUrl: "https://runbooks.example.org",
  platform: { kind: "existing", kubeContext: "kind-palisade" },
  vault: {
    kind: "embedded",
    // No cluster name resolves outside: run kubectl port-forward --namespace vault service/vault 8200 beside Terraform.
    terraformAddress: "http://127.0.0.1:8200",
    mount: "apps-local",
  },
  monitoring: { retentionDays: 2, storageGiB: 10, replicas: 1 },
  nodes: { "eth-hoodi": ethereumNode("hoodi", 30_300) },
  rpc: { replicas: 2, externalEndpointPath: "rpc/provider-a" },
  agents: { "chain-reporter": chainReporter("0 * * * *") },
};
