import type { Flag, SignerSpec } from "../catalogue/types";
import { renderFlag } from "./flags";

/** Where a signer listens, and to whom. */
export interface SignerListener {
  /** Port for signing. */
  readonly port: number;
  /** Port for metrics. */
  readonly metricsPort: number;
  /** Names by which its clients call it. */
  readonly hosts: readonly string[];
  /** Folder of key configurations. */
  readonly keysFolder: string;
  /** Files of its certificate, the password of that file, and the certificates of its clients. */
  readonly tls: { readonly keystore: string; readonly password: string; readonly knownClients: string };
}

/** Variable with the pod's own address, which Kubernetes fills in: Prometheus calls the pod by it. */
export const POD_ADDRESS = "POD_IP";

/**
 * Flags that hold for both modes. It listens on every address of its pod, shows its metrics to whoever calls the pod by
 * its own address, and signs for clients whose certificates it knows. Source: Consensys/web3signer 26.4.2, command line.
 */
function listenerFlags({ port, metricsPort, hosts, keysFolder, tls }: SignerListener): readonly Flag[] {
  return [
    ["--key-config-path", keysFolder],
    ["--http-listen-host", "0.0.0.0"],
    ["--http-listen-port", port],
    ["--http-host-allowlist", hosts.join(",")],
    ["--tls-keystore-file", tls.keystore],
    ["--tls-keystore-password-file", tls.password],
    ["--tls-known-clients-file", tls.knownClients],
    ["--metrics-enabled", "true"],
    ["--metrics-host", "0.0.0.0"],
    ["--metrics-port", metricsPort],
    ["--metrics-host-allowlist", `$(${POD_ADDRESS})`],
    ["--access-logs-enabled", "true"],
  ];
}

/** Database in which signers write down what they signed. */
export interface SignerDatabase {
  /** Address without user and password: `jdbc:postgresql://…`. */
  readonly jdbcUrl: string;
  /** File with user and password, as properties of its connection pool. */
  readonly loginFile: string;
}

/** Arguments for the duties of validators. */
export function validatorSignerArguments(
  { subcommand }: SignerSpec,
  listener: SignerListener,
  network: string,
  database: SignerDatabase,
): readonly string[] {
  const flags: readonly Flag[] = [
    ["--network", network],
    ["--slashing-protection-enabled", "true"],
    ["--slashing-protection-db-url", database.jdbcUrl],
    // Both pools read user and password from the file: on the command line or in a variable, others would see them.
    ["--slashing-protection-db-pool-configuration-file", database.loginFile],
    ["--slashing-protection-pruning-db-pool-configuration-file", database.loginFile],
    ["--key-manager-api-enabled", "false"],
  ];
  return [...listenerFlags(listener).map(renderFlag), subcommand, ...flags.map(renderFlag)];
}

/** The node that finished transactions are handed to. */
export interface Downstream {
  /** Chain that transactions are signed for (EIP-155). */
  readonly chainId: number;
  /** Host of its JSON-RPC. */
  readonly host: string;
  /** Port of its JSON-RPC. */
  readonly port: number;
}

/** Arguments for transactions. */
export function transactionSignerArguments(
  { subcommand }: SignerSpec,
  listener: SignerListener,
  { chainId, host, port }: Downstream,
): readonly string[] {
  const flags: readonly Flag[] = [
    ["--chain-id", chainId],
    ["--downstream-http-host", host],
    ["--downstream-http-port", port],
  ];
  return [...listenerFlags(listener).map(renderFlag), subcommand, ...flags.map(renderFlag)];
}

/** Plain fields as YAML, one on a line: what JSON writes of a single value means the same there. */
function fieldsOf(fields: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join("");
}

/** Where a signer finds one key in Vault. */
export interface VaultKeyFile {
  /** Address of the server: `https://`, host and port. */
  readonly address: string;
  /** Path of the KV v2 mount. */
  readonly mount: string;
  /** Path of the key below the mount. */
  readonly path: string;
  /** Name of the value that holds the key. */
  readonly keyName: string;
  /** Role that the signer's service account takes on. */
  readonly role: string;
  /** Path of the Kubernetes auth method. */
  readonly authPath: string;
  /** File with the token of the service account. */
  readonly tokenFile: string;
  /** File with the fingerprints of the server's certificates. @default - the authorities that Java trusts */
  readonly knownServersFile?: string;
}

/**
 * The file by which Web3Signer finds a key of BLS12-381 in Vault. It holds no key and no token. Source:
 * Consensys/web3signer 3522fc8, HashicorpSigningMetadata.java; Kubernetes logins exist since 26.7.0.
 */
export function vaultKeyFile(key: VaultKeyFile): string {
  const { hostname, port, protocol } = new URL(key.address);
  const isTls = protocol === "https:";
  return fieldsOf({
    type: "hashicorp",
    keyType: "BLS",
    serverHost: hostname,
    serverPort: port === "" ? (isTls ? 443 : 80) : Number(port),
    tlsEnabled: isTls,
    ...(key.knownServersFile === undefined ? {} : { tlsKnownServersPath: key.knownServersFile }),
    keyPath: `/v1/${key.mount}/data/${key.path}`,
    keyName: key.keyName,
    authMethod: "KUBERNETES",
    kubernetesRole: key.role,
    kubernetesAuthPath: key.authPath,
    kubernetesServiceAccountTokenPath: key.tokenFile,
  });
}

/** Servers and the fingerprints of their certificates, as Web3Signer reads them: one of each on a line. */
export function knownServersFile(address: string, fingerprints: readonly string[]): string {
  const { hostname, port, protocol } = new URL(address);
  const server = `${hostname}:${port === "" ? (protocol === "https:" ? "443" : "80") : port}`;
  return fingerprints.map((fingerprint) => `${server} ${fingerprint}\n`).join("");
}

/**
 * The file by which Web3Signer finds a key in AWS KMS, with the role of its pod. Source: Consensys/web3signer 26.4.2, key
 * configuration of type aws-kms. An alias stands for a key in every call that it makes (AWS KMS API reference, Sign).
 */
export function kmsKeyFile(region: string, alias: string): string {
  return fieldsOf({ type: "aws-kms", authenticationMode: "ENVIRONMENT", region, kmsKeyId: alias });
}
