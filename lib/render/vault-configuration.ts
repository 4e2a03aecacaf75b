import type { SecretServerSpec } from "../catalogue/charts/secret-servers";

/** One value of the configuration language: text, a number, a switch, or blocks of the same. */
export type HclValue = string | number | boolean | readonly string[];

/** A block of HCL: its type, its labels, and what stands in it. */
export interface HclBlock {
  /** Type, such as `seal`. */
  readonly type: string;
  /** Labels behind the type, such as `awskms`. @default - none */
  readonly labels?: readonly string[];
  /** Settings in it, by name. @default - none */
  readonly settings?: Readonly<Record<string, HclValue>>;
  /** Blocks in it. @default - none */
  readonly blocks?: readonly HclBlock[];
}

/** Where the server finds its certificate: files in one folder, as a Kubernetes TLS secret has them. */
export interface CertificateFiles {
  /** Certificate with those between it and the authority. */
  readonly certificate: string;
  /** Private key. */
  readonly key: string;
  /** Certificate of the authority that signed it, by which the servers know each other. */
  readonly authority: string;
}

/** What the configuration of one group of servers is made from. Text may hold live references. */
export interface VaultConfiguration {
  /** The program that reads it. */
  readonly server: SecretServerSpec;
  /** Name of the group, which stands in its metrics and in its health. */
  readonly clusterName: string;
  /** Addresses under which the servers find each other, one each: `https://`, host and port. */
  readonly peerAddresses: readonly string[];
  /** Where its certificate stands. */
  readonly certificate: CertificateFiles;
  /** How it is unsealed. */
  readonly seal: HclBlock;
  /** Whether holders of recovery shares may make a root token without a login. @default - false */
  readonly openForRecovery?: boolean;
}

/** Port that clients speak to (`server.service.targetPort` of the charts). */
export const API_PORT = 8200;
/** Port that the servers speak to each other on. */
export const PEER_PORT = 8201;
/** Folder of the volume with the data, below the program's own (`server.dataStorage.mountPath`). */
const DATA_FOLDER = "data";
/** File on the volume for audit logs (`server.auditStorage.mountPath`). */
export const AUDIT_FILE = "audit/audit.log";
/**
 * How long a metric that is no longer written is shown. Long enough for every scrape to see it; what only the leader
 * writes is gone soon after it has lost the lead, and alerts do not read its last word for a day.
 */
const METRICS_KEPT = "10m";

/**
 * The configuration of a server, in HCL. Whatever the program is told by its chart's environment (its own addresses,
 * the name of its pod) does not stand in it, so it is the same for all servers of a group.
 */
export function vaultConfiguration(configuration: VaultConfiguration): string {
  const { server, clusterName, certificate, peerAddresses, seal, openForRecovery = false } = configuration;
  const { recoveryAccess: access } = server;
  const opened = (at: typeof access.at) => (openForRecovery && access.at === at ? { [access.name]: access.value } : {});
  const blocks: readonly HclBlock[] = [
    {
      type: "listener",
      labels: ["tcp"],
      settings: {
        address: `[::]:${API_PORT}`,
        cluster_address: `[::]:${PEER_PORT}`,
        tls_cert_file: certificate.certificate,
        tls_key_file: certificate.key,
        tls_min_version: "tls12",
        ...opened("listener"),
      },
      // Prometheus has no token of Vault's, and a network policy lets nobody but it and named clients come here.
      blocks: [{ type: "telemetry", settings: { unauthenticated_metrics_access: true } }],
    },
    {
      type: "storage",
      labels: ["raft"],
      settings: { path: `${server.folder}/${DATA_FOLDER}` },
      blocks: peerAddresses.map((address) => ({
        type: "retry_join",
        settings: { leader_api_addr: address, leader_ca_cert_file: certificate.authority },
      })),
    },
    seal,
    // Labels the pod of the active server, which the chart's Services select.
    { type: "service_registration", labels: ["kubernetes"] },
    { type: "telemetry", settings: { prometheus_retention_time: METRICS_KEPT, disable_hostname: true } },
    ...auditDevices(server),
  ];
  const settings = Object.entries({ cluster_name: clusterName, ui: false, ...server.settings, ...opened("top") });
  return [...settings.map(([name, value]) => setting(name, value)), ...blocks.map((block) => hclBlock(block))].join("");
}

/** Two devices: a server that can write down a request in neither refuses it, and the volume may fill up. */
function auditDevices({ auditDevices: where, folder }: SecretServerSpec): readonly HclBlock[] {
  if (where === "api") return [];
  const device = (name: string, path: string): HclBlock => ({
    type: "audit",
    labels: ["file", name],
    blocks: [{ type: "options", settings: { file_path: path } }],
  });
  return [device("volume", `${folder}/${AUDIT_FILE}`), device("stdout", "stdout")];
}

/** A block as text. */
export function hclBlock({ type, labels = [], settings = {}, blocks = [] }: HclBlock, indent = ""): string {
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(" ");
  const inner = `${indent}  `;
  return [
    `${indent}${head} {\n`,
    ...Object.entries(settings).map(([name, value]) => setting(name, value, inner)),
    ...blocks.map((block) => hclBlock(block, inner)),
    `${indent}}\n`,
  ].join("");
}

function setting(name: string, value: HclValue, indent = ""): string {
  return `${indent}${name} = ${JSON.stringify(value)}\n`;
}
