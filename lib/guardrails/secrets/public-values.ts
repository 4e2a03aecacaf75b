import { base58, bech32, bech32m } from "@scure/base";
import { wordsOf } from "./secret-name";

/**
 * Whether a value is public on a chain though its name may be that of a secret: the address of a coin, which is called a
 * token, and the withdrawal credentials of a validator.
 *
 * @param name of the place where it stands
 */
export function isPublicOnChain(name: string, value: string): boolean {
  const [last, before] = [wordsOf(name).at(-1), wordsOf(name).at(-2)];
  if (last === "token") return isSolanaAddress(value) || isBech32Address(value);
  return before === "withdrawal" && last === "credentials" && WITHDRAWAL_CREDENTIALS.test(value);
}

/** A byte that says what the rest is, and 31 more. Source: Ethereum's consensus specification, withdrawal prefixes; EIP-7251. */
const WITHDRAWAL_CREDENTIALS = /^0x(00[0-9a-f]{62}|0[12]0{22}[0-9a-f]{40})$/i;

/** An account of Solana, such as the mint of a coin: 32 bytes. */
function isSolanaAddress(value: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(value) && base58.decode(value).length === 32;
}

/** Longest address of Cardano, the longest of them: 57 bytes after `addr_test` (source: CIP-19). */
const LONGEST_BECH32 = 120;

/** Prefixes of keys that are written in the same form: `nsec`, `suiprivkey`, `addr_xsk`. */
const SECRET_PREFIX = /sec|priv|prv|sk$/i;

/** An address with a checksum that fits, `cosmos1…`; keys in the same form say so in their prefix. */
function isBech32Address(value: string): boolean {
  const decoded = bech32.decodeUnsafe(value, LONGEST_BECH32) ?? bech32m.decodeUnsafe(value, LONGEST_BECH32);
  return decoded !== undefined && !SECRET_PREFIX.test(decoded.prefix);
}
