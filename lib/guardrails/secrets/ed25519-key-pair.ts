import { createPrivateKey, createPublicKey } from "node:crypto";

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Whether 64 bytes are a seed with the public key that follows from it, as Solana, NEAR and CometBFT keep key pairs. A
 * signature is as long and never is.
 */
export function isEd25519KeyPair(bytes: Uint8Array): boolean {
  return bytes.length === 64 && publicKeyOf(bytes.subarray(0, 32)).equals(bytes.subarray(32));
}

/** The Ed25519 public key that follows from a seed of 32 bytes. */
export function publicKeyOf(seed: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
}
