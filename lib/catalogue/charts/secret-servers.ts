import type { ChartSpec } from "./chart-spec";
import { OPENBAO_CHART } from "./openbao";
import { VAULT_CHART } from "./vault";

/** What differs between the programs that serve secrets the way Vault does. */
export interface SecretServerSpec {
  /** The program as messages and runbooks name it. */
  readonly title: string;
  /** Its chart. */
  readonly chart: ChartSpec;
  /** Its image at the release that the chart runs. */
  readonly image: string;
  /** Whether its chart takes the registry apart from the repository. */
  readonly splitsRegistry: boolean;
  /** Its executable. */
  readonly executable: string;
  /** Folder in its image that everything of its own stands under. */
  readonly folder: string;
  /** First part of the environment variables that its command line reads: `VAULT_ADDR`. */
  readonly variablePrefix: string;
  /** Environment variable of the chart's pods with the pod's own name, set before the addresses that may refer to it. */
  readonly podNameVariable: string;
  /** Label that the program puts on the pod of its active server, with the value `true`. */
  readonly activeLabel: string;
  /**
   * Where audit devices are declared: through the API by whoever administers it, or in the configuration alone.
   * OpenBao refuses the API unless it is told to be unsafe.
   */
  readonly auditDevices: "api" | "configuration";
  /** Ways in which Terraform can log in that the program brings along. */
  readonly logins: readonly ("githubActions" | "awsRole")[];
  /** Command that makes new recovery shares. */
  readonly rotateShares: string;
  /**
   * Setting that lets whoever holds enough recovery shares make a root token without a login. Both programs are closed to
   * that as they come, since anybody could otherwise break off every attempt (HCSEC-2026-08).
   */
  readonly recoveryAccess: {
    /** Whether it stands at the top or in the listener. */
    readonly at: "top" | "listener";
    readonly name: string;
    readonly value: boolean | readonly string[];
  };
  /** Settings without which it does not start with Raft, by name. */
  readonly settings: Readonly<Record<string, boolean>>;
  /** Where all of this was read. */
  readonly source: string;
}

/** Programs that serve secrets, by the word that chooses them. */
export const SECRET_SERVERS = {
  vault: {
    title: "Vault",
    chart: VAULT_CHART,
    image: "hashicorp/vault:2.0.4",
    splitsRegistry: false,
    executable: "vault",
    folder: "/vault",
    variablePrefix: "VAULT",
    podNameVariable: "VAULT_K8S_POD_NAME",
    activeLabel: "vault-active",
    auditDevices: "api",
    logins: ["githubActions", "awsRole"],
    rotateShares: "operator rekey",
    recoveryAccess: { at: "top", name: "enable_unauthenticated_access", value: ["generate-root"] },
    // Raft maps its file into memory, and locking the whole of that is worse than none (Vault documentation, "disable_mlock").
    settings: { disable_mlock: true },
    source:
      "hashicorp/vault-helm v0.34.1: values.yaml, templates/server-statefulset.yaml; " +
      "hashicorp/web-unified-docs, pull request 2190 (enable_unauthenticated_access, Vault 2.x)",
  },
  openbao: {
    title: "OpenBao",
    chart: OPENBAO_CHART,
    image: "quay.io/openbao/openbao:2.6.2",
    splitsRegistry: true,
    executable: "bao",
    folder: "/openbao",
    variablePrefix: "BAO",
    podNameVariable: "BAO_K8S_POD_NAME",
    activeLabel: "openbao-active",
    auditDevices: "configuration",
    // Its builtin/credential has no login of AWS; that one is a plugin, which somebody would have to bring and pin.
    logins: ["githubActions"],
    // `operator rekey` calls endpoints that are closed since 2.5.
    rotateShares: "operator rotate-keys",
    recoveryAccess: { at: "listener", name: "disable_unauthed_generate_root_endpoints", value: false },
    settings: {},
    source:
      "openbao/openbao-helm 0.29.2: values.yaml, templates/server-statefulset.yaml; openbao/openbao v2.6.2: " +
      "vault/logical_system.go (unsafe_allow_api_audit_creation), website/content/docs/configuration/audit.mdx and listener/tcp.mdx",
  },
} as const satisfies Readonly<Record<string, SecretServerSpec>>;

/** A program that serves secrets. */
export type SecretServerName = keyof typeof SECRET_SERVERS;
