import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import { isEd25519KeyPair } from "./ed25519-key-pair";
import { isMnemonic } from "./mnemonic";
import type { SecretKind } from "./secret-kind";

/** Members without which an object is none of them. */
const TELLING = ["crypto", "Crypto", "encoded", "priv_key", "private_key"];

/** Secrets that are an object with certain members: keystores, and key files. */
export function recordSecretsOf(record: JsonRecord): readonly SecretKind[] {
  if (!TELLING.some((name) => name in record)) return [];
  if (isKeystore(record)) return ["keystore"];
  if (isConsensusKey(record)) return ["consensus-key"];
  return textAt(record, "type") === "service_account" && /PRIVATE KEY/.test(textAt(record, "private_key") ?? "")
    ? ["google-credentials"]
    : [];
}

/** Secrets that are a list: the 64 numbers of a Solana key pair, the words of a mnemonic. */
export function listSecretsOf(list: readonly unknown[]): readonly SecretKind[] {
  const [first] = list;
  if (typeof first === "string") return isMnemonic(list) ? ["mnemonic"] : [];
  return typeof first === "number" && list.length === 64 && isKeyPair(list) ? ["key-pair"] : [];
}

/** Lists of 64 numbers in a text that is no JSON as a whole. */
export function holdsKeyPair(text: string): boolean {
  return [...text.matchAll(NUMBERS)].some(([, numbers = ""]) => isKeyPair(numbers.split(",").map(Number)));
}

const NUMBERS = /\[\s*((?:\d{1,3}\s*,\s*){63}\d{1,3})\s*\]/g;

function isKeyPair(numbers: readonly unknown[]): boolean {
  const bytes = numbers.flatMap((number) => (isByte(number) ? [number] : []));
  return bytes.length === 64 && isEd25519KeyPair(Uint8Array.from(bytes));
}

function isByte(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 255;
}

/** Web3 Secret Storage (`crypto` or `Crypto`, version 3), EIP-2335 (`crypto`, version 4), and polkadot-js (`encoded`). */
function isKeystore(record: JsonRecord): boolean {
  const crypto = isJsonRecord(record["crypto"]) ? record["crypto"] : recordAt(record, "Crypto");
  if ("kdf" in crypto && ("ciphertext" in crypto || "cipher" in crypto)) return true;
  const encoding = recordAt(record, "encoding");
  return textAt(record, "encoded") !== undefined && listAt(encoding, "content").includes("pkcs8");
}

/** CometBFT: `{"priv_key": {"type": "tendermint/PrivKeyEd25519", "value": "…"}}`. */
function isConsensusKey(record: JsonRecord): boolean {
  const key = recordAt(record, "priv_key");
  return /\/PrivKey/.test(textAt(key, "type") ?? "") && (textAt(key, "value") ?? "").length >= 40;
}
