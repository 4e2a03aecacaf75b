import { TMKMS } from "../catalogue/clients/tmkms";
import { cosmosSignerReady, cosmosSignerStart } from "./cosmos-signer-start";

/** A key in a file, which TMKMS loads into its memory. */
export interface TmkmsFileKey {
  /** What it is. */
  readonly kind: "file";
}

/** A key inside a YubiHSM 2, which TMKMS reaches through the device's connector. */
export interface TmkmsDeviceKey {
  /** What it is. */
  readonly kind: "device";
  /** Connector of the device: `host:port`. */
  readonly connector: string;
  /** Number of the authentication key in the device. */
  readonly authenticationKey: number;
  /** Number of the signing key in the device. */
  readonly objectId: number;
}

/** What the configuration of TMKMS is made from. */
export interface TmkmsSettings {
  /** Chain that it signs for. */
  readonly chainId: string;
  /** Start of the chain's bech32 texts, such as `cosmos`. */
  readonly bech32Prefix: string;
  /** Whether vote extensions are signed too. */
  readonly signExtensions: boolean;
  /** The one node that it signs for: `host:port`. */
  readonly node: string;
  /** Where the key is. */
  readonly key: TmkmsFileKey | TmkmsDeviceKey;
}

/** Names of the files in its secret. */
export const TMKMS_FILES = {
  /** Key by which it proves to the node who it is: 32 bytes of Ed25519 in base64. */
  identity: "kms-identity.key",
  /** Key of the validator, as `tmkms softsign import` writes it. */
  consensus: "consensus.key",
  /** Password of the authentication key of the device. */
  password: "yubihsm-password",
} as const;

/** File that says what was signed last. */
const STATE_FILE = "state.json";

/** Whether a text, list, number or switch: all that stands in the file. */
type TomlValue = string | number | boolean | readonly string[] | Readonly<Record<string, string | number>>;

/** TOML's basic strings take every escape that JSON writes; control characters are refused before. */
function tomlValue(value: TomlValue): string {
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each: string) => JSON.stringify(each)).join(", ")}]`;
  const fields = Object.entries(value).map(([name, each]) => `${name} = ${tomlValue(each)}`);
  return `{ ${fields.join(", ")} }`;
}

function table(name: string, fields: Readonly<Record<string, TomlValue>>): string {
  const lines = Object.entries(fields).map(([field, value]) => `${field} = ${tomlValue(value)}\n`);
  return `[[${name}]]\n${lines.join("")}`;
}

/** `tmkms.toml`. It holds no key and no password. Source: iqlusioninc/tmkms v0.15.0, src/config. */
export function tmkmsConfiguration({ chainId, bech32Prefix, signExtensions, node, key }: TmkmsSettings): string {
  const { secretsFolder, stateFolder } = TMKMS;
  return [
    table("chain", {
      id: chainId,
      key_format: {
        type: "bech32",
        account_key_prefix: `${bech32Prefix}pub`,
        consensus_key_prefix: `${bech32Prefix}valconspub`,
      },
      sign_extensions: signExtensions,
      state_file: `${stateFolder}/${STATE_FILE}`,
    }),
    table("validator", {
      chain_id: chainId,
      addr: `tcp://${node}`,
      secret_key: `${secretsFolder}/${TMKMS_FILES.identity}`,
      reconnect: true,
    }),
    key.kind === "file"
      ? table("providers.softsign", {
          chain_ids: [chainId],
          key_type: "consensus",
          key_format: "base64",
          path: `${secretsFolder}/${TMKMS_FILES.consensus}`,
        })
      : deviceTables(chainId, key),
  ].join("\n");
}

/** The serial number of the device stays out: TMKMS compares it over USB alone, and not through a connector. */
function deviceTables(chainId: string, key: TmkmsDeviceKey): string {
  const device = table("providers.yubihsm", {
    adapter: { type: "http", addr: `tcp://${key.connector}` },
    auth: { key: key.authenticationKey, password_file: `${TMKMS.secretsFolder}/${TMKMS_FILES.password}` },
  });
  return `${device}\n${table("providers.yubihsm.keys", { chain_ids: [chainId], key: key.objectId, type: "consensus" })}`;
}

/** The script that starts TMKMS. */
export function tmkmsStart(): string {
  const { title, stateFolder, folder, stayDownExitCodes } = TMKMS;
  return cosmosSignerStart({
    title,
    stateFolder,
    stateFiles: [STATE_FILE],
    command: `tmkms start --config '${folder}/tmkms.toml'`,
    stayDownExitCodes,
    // It ends with the same numbers where its configuration is wrong or its device does not answer at the start.
    onlyAfterSigning: true,
  });
}

/** The script that says whether TMKMS may sign: it has none of the two reasons to wait. */
export function tmkmsReady(): string {
  const { stateFolder } = TMKMS;
  return cosmosSignerReady(stateFolder, [STATE_FILE]);
}
