import { asList } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** Arguments that name who may log in. */
const ARGUMENTS: readonly string[] = ["bound_service_account_names", "bound_service_account_namespaces"];

export const vaultRoleSubjects = guardrail({
  id: "identity/vault-role-subjects",
  title: "A role of Vault names the service account and the namespace it is for",
  severity: "high",
  why: "With a star any pod whose name or namespace somebody may choose logs in and reads the secrets.",
  fix: "name both; a VaultStore makes one role for each reader",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: "HashiCorp Vault documentation, Kubernetes auth method, API: bound_service_account_names and _namespaces",
  subject: "resource",
  types: ["vault_kubernetes_auth_backend_role"],
  check: ({ config }) => {
    const wide = ARGUMENTS.find((argument) => asList(config[argument]).includes("*"));
    return wide === undefined ? PASS : fail([wide], "names in full", config[wide]);
  },
  examples: () => {
    const role = (says: string, names: readonly string[], namespaces: readonly string[]) =>
      exampleOf(says, "vault_kubernetes_auth_backend_role", {
        bound_service_account_names: names,
        bound_service_account_namespaces: namespaces,
      });
    return {
      pass: [role("one account", ["rpc"], ["rpc"])],
      fail: [role("any account", ["*"], ["rpc"]), role("any namespace", ["rpc"], ["apps", "*"])],
    };
  },
});
