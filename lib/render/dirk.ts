import { createHash } from "node:crypto";
import type { DirkOperation } from "../catalogue/clients/dirk";
import type { ShareSignerSpec } from "../catalogue/types";
import { isJsonRecord, type JsonRecord } from "../core/json";

/** What one client may do with some accounts. */
export interface DirkPermission {
  /** A wallet, or a wallet and a pattern of accounts with a slash between them. */
  readonly accounts: string;
  /** Operations that are allowed; all others are not. */
  readonly operations: readonly DirkOperation[];
}

/** One instance, and what it knows of the others. */
export interface DirkInstance {
  /** Its number, which its shares are made for: it never changes. */
  readonly id: number;
  /** Host name that its certificate is for, also as its common name. */
  readonly name: string;
  /** Host names of all instances, its own among them, by their numbers. */
  readonly peers: ReadonlyMap<number, string>;
  /** Port for signing. */
  readonly port: number;
  /** Port for metrics. */
  readonly metricsPort: number;
  /** Folder of its shares and of what it signed. */
  readonly dataFolder: string;
  /** Files of its certificate, the key of that, and the authority of those of its clients and peers. */
  readonly certificate: { readonly certificate: string; readonly key: string; readonly authority: string };
  /** Files of the passphrases that open its shares; new ones are locked with the first. */
  readonly passphrases: readonly string[];
  /** What clients may do, by the common names of their certificates. */
  readonly permissions: ReadonlyMap<string, readonly DirkPermission[]>;
}

/** Folder of the shares. */
export const DIRK_WALLETS = "wallets";
/** Folder of the database of what was signed. */
export const DIRK_PROTECTION = "protection";
/** File that this database always has (dgraph-io/badger v2, manifest.go). */
const DATABASE_FILE = "MANIFEST";
/** Every address: the network policy says who reaches it. */
const EVERY_ADDRESS = "0.0.0.0";

const fileUrl = (path: string) => `file://${path}`;

/**
 * The configuration of one instance. No address may ask for voluntary exits (`admin-ips`), and nothing is allowed that is
 * not written down. Keys: attestantio/dirk v1.2.1, docs/configuration.md.
 */
export function dirkConfiguration(instance: DirkInstance): string {
  const { id, name, peers, port, metricsPort, dataFolder, certificate, passphrases } = instance;
  const permissions = [...instance.permissions].map(([client, all]) => [
    client,
    Object.fromEntries(all.map(({ accounts, operations }) => [accounts, [...operations]])),
  ]);
  const [newest = ""] = passphrases;
  return blocks({
    "log-level": "info",
    server: {
      id,
      name,
      "listen-address": `${EVERY_ADDRESS}:${port}`,
      rules: { "admin-ips": [], "periodic-pruning": true },
    },
    certificates: {
      "server-cert": fileUrl(certificate.certificate),
      "server-key": fileUrl(certificate.key),
      "ca-cert": fileUrl(certificate.authority),
    },
    "storage-path": `${dataFolder}/${DIRK_PROTECTION}`,
    stores: [{ name: "shares", type: "filesystem", location: `${dataFolder}/${DIRK_WALLETS}` }],
    metrics: { "listen-address": `${EVERY_ADDRESS}:${metricsPort}` },
    peers: Object.fromEntries([...peers].map(([peer, host]) => [peer, `${host}:${port}`])),
    unlocker: { "account-passphrases": passphrases.map(fileUrl) },
    process: { "generation-passphrase": fileUrl(newest) },
    permissions: Object.fromEntries(permissions),
  });
}

/** Records as blocks of YAML; what stands in them as JSON writes it, which means the same there. */
function blocks(record: JsonRecord, indent = ""): string {
  return Object.entries(record)
    .map(([name, value]) => {
      const key = `${indent}${/^[a-z-]+$/.test(name) ? name : JSON.stringify(name)}:`;
      return isJsonRecord(value) ? `${key}\n${blocks(value, `${indent}  `)}` : `${key} ${JSON.stringify(value)}\n`;
    })
    .join("");
}

/**
 * Number of a wallet, which is also the name of its folder: the same from synth to synth, since a second one of the same
 * name would hide the first. Each instance has wallets of its own.
 */
export function dirkWalletId(wallet: string): string {
  const digest = createHash("sha256").update(`palisade dirk wallet ${wallet}`).digest("hex");
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => digest.slice(from, to));
  return `${a}-${b}-4${c}-8${d}-${e}`;
}

/**
 * An empty wallet for shares, as the file that holds it: no key is in it. Source: wealdtech/go-eth2-wallet-distributed
 * v1.2.1, wallet.go (MarshalJSON), which sorts the members.
 */
export function dirkWallet(wallet: string): string {
  return JSON.stringify({ name: wallet, type: "distributed", uuid: dirkWalletId(wallet), version: 1 });
}

/** Name of the file of a wallet, beside the configuration. */
export function dirkWalletFile(wallet: string): string {
  return `wallet-${dirkWalletId(wallet)}.json`;
}

/** What runs before an instance. */
export interface DirkPreparation {
  /** The program. */
  readonly spec: ShareSignerSpec;
  /** Names of its wallets. */
  readonly wallets: readonly string[];
  /** Whether it may start with shares and without memory of what it signed with them. @default false */
  readonly mayStartWithoutMemory?: boolean;
}

/**
 * A script that makes the wallets which are not there, and refuses a start with shares but without the database of what
 * was signed with them: an empty one signs everything (attestantio/dirk v1.2.1, rules/standard), and an import does not
 * mend that, since it is kept by the key of each share. Layout of the folders: wealdtech/go-eth2-wallet-store-filesystem
 * v1.18.1, path.go.
 */
export function dirkPreparation({ spec, wallets, mayStartWithoutMemory = false }: DirkPreparation): string {
  const check = [
    'for share in "$wallets"/*/*; do',
    '  if [ ! -e "$share" ]; then continue; fi',
    '  case "$(basename "$share")" in',
    '  index | batch | new | "$(basename "$(dirname "$share")")") ;;',
    "  *)",
    `    if [ ! -e "$protection/${DATABASE_FILE}" ]; then`,
    '      echo "shares without memory of what was signed with them: this instance stays down" >&2',
    "      exit 1",
    "    fi",
    "    ;;",
    "  esac",
    "done",
  ];
  return [
    "set -eu",
    "umask 077",
    `wallets=${spec.dataFolder}/${DIRK_WALLETS}`,
    `protection=${spec.dataFolder}/${DIRK_PROTECTION}`,
    'mkdir -p "$wallets" "$protection"',
    ...(mayStartWithoutMemory ? [] : check),
    "# A wallet that somebody made under another number stays the one of its name.",
    "has_wallet() {",
    '  for folder in "$wallets"/*; do',
    '    if grep -qs "\\"name\\":\\"$1\\"" "$folder/$(basename "$folder")"; then return 0; fi',
    "  done",
    "  return 1",
    "}",
    ...wallets.flatMap((wallet) => {
      const folder = `"$wallets"/${dirkWalletId(wallet)}`;
      return [
        `if ! has_wallet ${wallet}; then`,
        `  mkdir -p ${folder}`,
        `  printf '[]' > ${folder}/index`,
        `  cat ${spec.folder}/${dirkWalletFile(wallet)} > ${folder}/new`,
        `  mv ${folder}/new ${folder}/${dirkWalletId(wallet)}`,
        "fi",
      ];
    }),
    "",
  ].join("\n");
}
