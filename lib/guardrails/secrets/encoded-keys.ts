import { createHash } from "node:crypto";
import { base32, base58, base58xrp, bech32, createBase58check, utils } from "@scure/base";
import { isEd25519KeyPair } from "./ed25519-key-pair";
import type { SecretKind } from "./secret-kind";

/** Letters and digits that stand alone and are long enough to be a key in some encoding. */
const TOKEN = /(?<![A-Za-z0-9])[A-Za-z0-9]{29,111}(?![A-Za-z0-9])/g;

const sha256 = (data: Uint8Array): Uint8Array => createHash("sha256").update(data).digest();
/** Base58 with the first four bytes of a double SHA-256 behind, as Bitcoin writes it. */
export const base58check = createBase58check(sha256);
/** The same with the alphabet of the XRP Ledger. */
export const base58checkXrp = utils.chain(
  utils.checksum(4, (data) => sha256(sha256(data))),
  base58xrp,
);

/** An encoding of private keys, which a checksum tells from everything else of its length. */
interface KeyEncoding {
  readonly kind: SecretKind;
  /** What a key in it looks like. */
  readonly form: RegExp;
  /** Whether the checksum is right, and what it covers is a private key. May throw when it is not. */
  readonly isKey: (token: string) => boolean;
}

/** Bytes before a private key in wallet import format: Bitcoin and its test networks, Litecoin, Dogecoin, Dash. */
const WIF_VERSIONS: readonly (number | undefined)[] = [0x80, 0xef, 0xb0, 0x9e, 0xcc, 0xf1];

/** Version byte of a Stellar secret seed (SEP-23). */
const STELLAR_SEED = 0x90;

/** Version byte of an XRP Ledger family seed ("base58 encodings" of its documentation). */
const XRP_SEED = 0x21;

const ENCODINGS: readonly KeyEncoding[] = [
  // BIP-32 and SLIP-132: 78 bytes, 111 letters.
  {
    kind: "extended-private-key",
    form: /^[xyztuvYZUV]prv\w{107}$/,
    isKey: (token) => base58check.decode(token).length === 78,
  },
  {
    kind: "wif-key",
    form: /^\w{51,52}$/,
    isKey: (token) => {
      const bytes = base58check.decode(token);
      return [33, 34].includes(bytes.length) && WIF_VERSIONS.includes(bytes[0]);
    },
  },
  // SEP-23: base32 of a version byte, the seed and a CRC-16.
  {
    kind: "encoded-private-key",
    form: /^S[A-Z2-7]{55}$/,
    isKey: (token) => {
      const bytes = base32.decode(token);
      const sum = crc16(bytes.subarray(0, -2));
      return bytes[0] === STELLAR_SEED && bytes[33] === (sum & 0xff) && bytes[34] === sum >> 8;
    },
  },
  // Tezos: base58check, whose prefix bytes show as these letters (src/lib_crypto/base58.ml).
  {
    kind: "encoded-private-key",
    form: /^(?:edsk|spsk|p2sk)\w{50}(?:\w{44})?$/,
    isKey: (token) => base58check.decode(token).length >= 36,
  },
  {
    kind: "encoded-private-key",
    form: /^s\w{28}$/,
    isKey: (token) => {
      const bytes = base58checkXrp.decode(token);
      return bytes.length === 17 && bytes[0] === XRP_SEED;
    },
  },
  // Solana and NEAR write seed and public key in base58.
  { kind: "key-pair", form: /^\w{86,88}$/, isKey: (token) => isEd25519KeyPair(base58.decode(token)) },
];

/** Kinds of private key that a text holds in an encoding with a checksum. */
export function encodedKeysIn(text: string): readonly SecretKind[] {
  const kinds: SecretKind[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    for (const { kind, form, isKey } of ENCODINGS) {
      if (form.test(token) && succeeds(() => isKey(token))) kinds.push(kind);
    }
  }
  return kinds;
}

/** Whether a text in Bech32 has the right checksum. */
export function isBech32(text: string): boolean {
  const [lower, separator] = [text.toLowerCase(), text.lastIndexOf("1")];
  return succeeds(
    () => bech32.decode(`${lower.slice(0, separator)}1${lower.slice(separator + 1)}`, 1023).words.length > 0,
  );
}

function succeeds(condition: () => boolean): boolean {
  try {
    return condition();
  } catch {
    return false;
  }
}

/** CRC-16 with the polynomial 0x1021, starting at 0, as Stellar takes it. */
export function crc16(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) sum = (sum & 0x8000) === 0 ? (sum << 1) & 0xffff : ((sum << 1) ^ 0x1021) & 0xffff;
  }
  return sum;
}
