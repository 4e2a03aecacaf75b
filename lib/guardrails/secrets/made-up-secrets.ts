import { createHash } from "node:crypto";
import { base32, base58, bech32, hex } from "@scure/base";
import { publicKeyOf } from "./ed25519-key-pair";
import { base58check, base58checkXrp, crc16 } from "./encoded-keys";
import type { SecretKind } from "./secret-kind";

/** A secret that guards nothing. */
export interface MadeUpSecret {
  /** What it is, as half a sentence. */
  readonly says: string;
  /** What it would stand under. */
  readonly name: string;
  /** The text that holds it. */
  readonly text: string;
  /** The part of the text that must never be shown. @default - all of it */
  readonly hidden?: string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";

/** The same letters on every call: drawn from a hash of what they are for. */
function drawn(purpose: string, length: number, alphabet = LETTERS): string {
  return [...bytes(purpose, length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

function bytes(purpose: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash("sha256").update(`made up ${purpose} ${index}`).digest(),
  );
  return Uint8Array.from(Buffer.concat(blocks).subarray(0, length));
}

/**
 * Secrets of a kind, made when they are asked for: written out, they would be reported by the scanners of whoever keeps
 * this repository.
 */
export function madeUpSecrets(kind: SecretKind): readonly MadeUpSecret[] {
  return MAKERS[kind]().map(([says, name, text, hidden]) =>
    hidden === undefined ? { says, name, text } : { says, name, text, hidden },
  );
}

type Made = readonly [says: string, name: string, text: string, hidden?: string];

const MAKERS: Readonly<Record<SecretKind, () => readonly Made[]>> = {
  "pem-private-key": () => [
    ...["", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "].map((form) => pem(`${form}PRIVATE KEY`)),
    pem("PGP PRIVATE KEY BLOCK"),
    ["a key in PEM on one line", "config", pem("PRIVATE KEY")[2].replaceAll("\n", "\\n")],
    ["a key of age", "keys.txt", bech32.encodeFromBytes("age-secret-key-", bytes("age", 32)).toUpperCase()],
  ],
  mnemonic: () => [
    ["a mnemonic of 12 words", "phrase", MNEMONIC],
    ["a mnemonic of 24 words", "phrase", `${"abandon ".repeat(23)}art`],
    ["a mnemonic in a sentence", "notes", `The phrase is: ${MNEMONIC}. Keep it.`, MNEMONIC],
    ["a mnemonic behind a listed word", "args", `phrase ${MNEMONIC}`, MNEMONIC],
    ["a mnemonic before a listed word", "args", `${MNEMONIC} zoo`, MNEMONIC],
    ["a mnemonic as a list", "words", JSON.stringify(MNEMONIC.split(" "))],
  ],
  "extended-private-key": () =>
    // Version bytes of BIP-32 and SLIP-132.
    ["0488ade4", "049d7878", "04b2430c", "04358394"].map((version) => {
      const data = Buffer.concat([Buffer.from(version, "hex"), bytes(version, 41), Buffer.of(0), bytes("xprv", 32)]);
      const text = base58check.encode(data);
      return [`an extended key that begins with ${text.slice(0, 4)}`, "config", text];
    }),
  "wif-key": () => [
    ["a compressed key", "config", base58check.encode(Uint8Array.of(0x80, ...bytes("wif", 32), 1))],
    ["a key without the mark", "config", base58check.encode(Uint8Array.of(0x80, ...bytes("wif", 32)))],
    ["a key of a test network", "config", base58check.encode(Uint8Array.of(0xef, ...bytes("wif", 32), 1))],
  ],
  "raw-private-key": () => [
    ["32 bytes of a private key", "PRIVATE_KEY", `0x${drawn("raw", 64, HEX)}`],
    ["the same without 0x", "deployerKey", drawn("raw", 64, HEX)],
    ["a secret of the engine API", "jwt.hex", drawn("jwt", 64, HEX)],
    ["a key in an argument", "command", `send --private-key=0x${drawn("raw", 64, HEX)}`, drawn("raw", 64, HEX)],
  ],
  keystore: () => [
    ["a keystore of EIP-2335", "keystore.json", JSON.stringify(eip2335())],
    ["a keystore of Web3 Secret Storage", "keystore.json", JSON.stringify(web3Keystore())],
    ["a keystore inside of other text", "setup.sh", `cat <<END\n${JSON.stringify(eip2335())}\nEND`],
    [
      "a keystore of polkadot-js",
      "account.json",
      JSON.stringify({ encoded: drawn("polkadot", 120), encoding: { content: ["pkcs8", "sr25519"], version: "3" } }),
    ],
  ],
  "key-pair": () => [
    ["a key pair as 64 numbers", "id.json", JSON.stringify([...keyPair("solana")])],
    ["64 numbers inside of other text", "setup.sh", `echo '${JSON.stringify([...keyPair("solana")])}' > id.json`],
    ["a key pair in base58", "config", base58.encode(keyPair("solana"))],
    ["a key of NEAR", "config", `ed25519:${base58.encode(keyPair("near"))}`],
  ],
  "consensus-key": () => [
    ["the key of a validator", "priv_validator_key.json", JSON.stringify(cometKey())],
    ["the same inside of other text", "setup.sh", `echo '${JSON.stringify(cometKey())}' > key.json`],
  ],
  "encoded-private-key": () => [
    ["a key of Sui", "config", bech32.encodeFromBytes("suiprivkey", Uint8Array.of(0, ...bytes("sui", 32)))],
    ["a key of Cardano", "config", bech32.encode("addr_xsk", bech32.toWords(bytes("cardano", 96)), false)],
    ["a key of Aptos", "config", `ed25519-priv-0x${drawn("aptos", 64, HEX)}`],
    ["a seed of Stellar", "config", stellarSeed()],
    ["a seed of Tezos", "config", base58check.encode(Uint8Array.of(13, 15, 58, 7, ...bytes("tezos", 32)))],
    ["a seed of the XRP Ledger", "config", base58checkXrp.encode(Uint8Array.of(0x21, ...bytes("xrp", 16)))],
  ],
  macaroon: () => [
    ["a macaroon in hexadecimal digits", "config", `0201036c6e64${drawn("macaroon", 160, HEX)}`],
    ["a macaroon in base64", "config", `AgEDbG5k${drawn("macaroon", 120)}`],
  ],
  "vault-token": () => [
    ["a service token", "config", `hvs.${drawn("vault", 90)}`],
    ["a short service token", "config", `hvs.${drawn("vault", 24)}`],
    ["a batch token", "config", `hvb.${drawn("vault", 140)}`],
    ["a token of an old Vault or of OpenBao", "config", `s.${drawn("openbao", 24)}`],
  ],
  "aws-access-key": () => [
    ["a lasting key", "config", `AKIA${drawn("aws", 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`],
    ["a session's key", "config", `ASIA${drawn("aws", 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")}`],
    ["a secret key", "AWS_SECRET_ACCESS_KEY", drawn("aws secret", 40)],
    ["a secret key in a script", "run.sh", `export AWS_SECRET_ACCESS_KEY="${drawn("aws secret", 40)}"`],
  ],
  "google-credentials": () => [
    ["an API key", "config", `AIza${drawn("google", 35)}`],
    ["a service account", "key.json", JSON.stringify(googleAccount())],
    ["a service account inside of other text", "run.sh", `echo '${JSON.stringify(googleAccount())}' > key.json`],
  ],
  "code-host-token": () => [
    ["a personal token of GitHub", "config", `ghp_${drawn("github", 36)}`],
    ["a fine-grained token of GitHub", "config", `github_pat_${drawn("github", 22)}_${drawn("fine", 59)}`],
    ["a token of an app of GitHub", "config", `ghs_${drawn("github", 36)}`],
    ["a token of GitLab", "config", `glpat-${drawn("gitlab", 20)}`],
  ],
  "package-registry-token": () => [
    ["a token of npm", ".npmrc", `//example.org/:_authToken=npm_${drawn("npm", 36)}`, drawn("npm", 36)],
    ["a token of PyPI", ".pypirc", `password: pypi-AgEIcHlwaS5vcmc${drawn("pypi", 80)}`, drawn("pypi", 80)],
  ],
  "chat-token": () => [
    ["a token of Slack", "config", `xoxb-${drawn("slack", 12, "0123456789")}-${drawn("slack", 24)}`],
    [
      "a webhook of Slack",
      "config",
      `https://hooks.slack.com/services/T0${drawn("hook", 9)}/B0${drawn("hook", 9)}/${drawn("slack", 24)}`,
    ],
    ["a webhook of Discord", "config", `https://discord.com/api/webhooks/123456789012345678/${drawn("discord", 68)}`],
    ["a token of a bot of Telegram", "config", `1234567890:AA${drawn("telegram", 33)}`],
    ["a key of PagerDuty", "routing_key", drawn("pagerduty", 32, HEX)],
    [
      "an address of PagerDuty",
      "config",
      `https://events.pagerduty.com/integration/${drawn("pagerduty", 32, HEX)}/enqueue`,
    ],
  ],
  "payment-token": () => [
    ["a key of Stripe", "config", `sk_live_${drawn("stripe", 24)}`],
    ["a webhook's key of Stripe", "config", `whsec_${drawn("stripe", 32)}`],
  ],
  "model-provider-token": () => [
    ["a key of Anthropic", "config", `sk-ant-api03-${drawn("anthropic", 93)}AA`],
    ["a key of OpenAI", "config", `sk-proj-${drawn("openai", 74)}T3BlbkFJ${drawn("more", 74)}`],
    ["an old key of OpenAI", "config", `sk-${drawn("openai", 20)}T3BlbkFJ${drawn("more", 20)}`],
    ["a key of Hugging Face", "config", `hf_${drawn("hf", 34, LETTERS.slice(0, 52))}`],
  ],
  "rpc-provider-key": () => [
    ["a key of Infura", "rpc", `https://mainnet.infura.io/v3/${drawn("infura", 32, HEX)}`],
    ["a key of Alchemy", "rpc", `wss://eth-mainnet.g.alchemy.com/v2/${drawn("alchemy", 32)}`],
    ["a key of QuickNode", "rpc", `https://quiet-blue-hill.quiknode.pro/${drawn("quicknode", 40, HEX)}/`],
    ["a key in the query", "rpc", `https://mainnet.helius-rpc.com/?api-key=${uuid()}`],
    ["a key in a list", "config", `urls = https://example.org https://rpc.ankr.com/eth/${drawn("ankr", 64, HEX)}`],
  ],
  "url-password": () => [
    ["a password of a database", "url", `postgres://app:${drawn("postgres", 14)}@db.example.org:5432/app`],
    ["a password without a user", "url", `redis://:${drawn("redis", 14)}@cache.example.org:6379`],
    ["a password with marks", "url", `https://it:${drawn("url", 8)}%21@example.org/`],
  ],
  "json-web-token": () => [["a signed token", "config", jsonWebToken()]],
  "random-value": () => [
    ["a password", "DB_PASSWORD", drawn("password", 20)],
    ["an API key", "apiKey", drawn("api key", 32, HEX)],
    ["a token in a file", "app.yaml", `auth-token: "${drawn("token", 40)}"`, drawn("token", 40)],
    ["a secret in an argument", "args", `run --client-secret=${drawn("client", 30)}`, drawn("client", 30)],
    ["a token with dashes", "token", `app-${drawn("dashes", 24)}`],
  ],
};

/** The second test vector of BIP-39. */
const MNEMONIC = "legal winner thank year wave sausage worth useful legal winner thank yellow";

function pem(label: string): Made {
  const lines = [drawn(label, 64), drawn(`${label} 2`, 64), `${drawn(`${label} 3`, 22)}==`];
  return [
    `a ${label.toLowerCase()}`,
    "tls.key",
    `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`,
  ];
}

function keyPair(purpose: string): Uint8Array {
  return Uint8Array.from([...bytes(purpose, 32), ...publicKeyOf(bytes(purpose, 32))]);
}

function eip2335(): object {
  const part = (name: string): object => ({ function: name, params: {}, message: drawn(name, 64, HEX) });
  const kdf = { function: "scrypt", params: { kdf: "scrypt", dklen: 32, n: 262144 }, message: "" };
  return { crypto: { kdf, checksum: part("sha256"), cipher: part("aes-128-ctr") }, version: 4 };
}

function web3Keystore(): object {
  const crypto = { cipher: "aes-128-ctr", ciphertext: drawn("web3", 64, HEX), kdf: "scrypt", kdfparams: { n: 262144 } };
  return { address: drawn("address", 40, HEX), crypto, version: 3 };
}

function cometKey(): object {
  const value = Buffer.from(keyPair("comet")).toString("base64");
  return { address: drawn("comet", 40, HEX), priv_key: { type: "tendermint/PrivKeyEd25519", value } };
}

function googleAccount(): object {
  const [, , key] = pem("PRIVATE KEY");
  return { type: "service_account", project_id: "it", private_key_id: drawn("google id", 40, HEX), private_key: key };
}

function stellarSeed(): string {
  const body = Uint8Array.of(0x90, ...bytes("stellar", 32));
  const sum = crc16(body);
  return base32.encode(Uint8Array.of(...body, sum & 0xff, sum >> 8));
}

function jsonWebToken(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part({ sub: "system:serviceaccount:apps:it" })}.${drawn("jwt", 43)}`;
}

function uuid(): string {
  const digits = hex.encode(bytes("uuid", 16));
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}
