/** Words that make a name that of a secret when they stand last. */
const SECRETS = new Set([
  ...["password", "passwd", "pwd", "passphrase", "secret", "token", "mnemonic", "credential", "credentials"],
  ...["apikey", "secretkey", "privatekey", "accesskey", "authtoken", "accesstoken", "privkey", "seedphrase"],
]);

/** Those of them that are secret however short and plain what stands there is. */
const PASSWORDS = new Set(["password", "passwd", "pwd", "passphrase", "mnemonic", "privatekey", "privkey"]);

/** Words that make a key a secret when they stand before it. */
const SECRET_KEYS = new Set([
  ...["api", "secret", "private", "priv", "access", "signing", "signer", "encryption", "auth", "master", "shared"],
  ...["routing", "integration", "service", "admin", "wallet", "deployer"],
]);

/** Words that only tell in what form a secret stands. */
const FORMS = new Set([
  "value",
  "data",
  "string",
  "hex",
  "base64",
  "b64",
  "plaintext",
  "text",
  "wo",
  "literal",
  "pem",
  "openssh",
  "pkcs8",
]);

/** Words after or before which nothing is secret: what is public, and what only names a secret. */
const PUBLIC = new Set(["public", "pub", "hash", "hashed", "digest", "checksum", "example", "description"]);

/** Words before `token` that mean a coin, a page or a piece of text. */
const OTHER_TOKENS = new Set([
  ...["contract", "erc20", "erc721", "gas", "native", "fee", "quote", "reward", "staking", "governance", "wrapped"],
  ...["pool", "lp", "next", "page", "continuation", "stop", "eos", "bos", "pad", "payment", "bridge"],
  ...["mint", "coin", "base", "collateral", "underlying", "stake", "liquidity", "deposit"],
]);

/** Words that say that 32 bytes of hexadecimal digits are a private key. */
const PRIVATE_WORDS = new Set([
  ...["private", "secret", "priv", "privkey", "privatekey", "secretkey", "nodekey", "nodekeyhex", "jwt", "jwtsecret"],
  ...["mnemonic", "seedphrase"],
]);

/** Words before `key` that say the same. */
const PRIVATE_KEYS = new Set([
  ...["signer", "signing", "wallet", "deployer", "sender", "funder", "sequencer", "proposer", "batcher", "challenger"],
  ...["minter", "relayer", "faucet", "node", "executor", "attester", "oracle", "keeper"],
]);

const REMEMBERED = 4096;
const remembered = new Map<string, readonly string[]>();

/** The words of a name in small letters: `dbPassword`, `DB_PASSWORD` and `db.password` are `db` and `password`. */
export function wordsOf(name: string): readonly string[] {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const words = name
    .slice(0, 128)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !/^\d+$/.test(word));
  // Names repeat in every stack; what is remembered has an end.
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(name, words);
  return words;
}

/** Whether a name says that what stands there is secret. `tokenFile`, `secretName` and `publicKey` do not. */
export function saysSecret(name: string): boolean {
  const words = withoutForm(wordsOf(name));
  const [last = "", before = ""] = [words.at(-1), words.at(-2)];
  if (words.some((word) => PUBLIC.has(word))) return false;
  if (last === "token" && OTHER_TOKENS.has(before)) return false;
  return SECRETS.has(last) || (last === "key" && SECRET_KEYS.has(before)) || (last === "phrase" && before === "seed");
}

/** Whether a name says that what stands there is secret however short and plain it is. */
export function saysPassword(name: string): boolean {
  const words = withoutForm(wordsOf(name));
  const isPrivateKey = words.at(-1) === "key" && /^priv(ate)?$/.test(words.at(-2) ?? "");
  return saysSecret(name) && (isPrivateKey || PASSWORDS.has(words.at(-1) ?? ""));
}

/** Whether a name says that 32 bytes of hexadecimal digits there are a private key, and no hash, root or public key. */
export function saysPrivateKey(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => PUBLIC.has(word))) return false;
  const [last = "", before = ""] = [withoutForm(words).at(-1), withoutForm(words).at(-2)];
  return words.some((word) => PRIVATE_WORDS.has(word))
    ? !NAMES_ONLY.has(last)
    : last === "key" && PRIVATE_KEYS.has(before);
}

/** Last words of names that point to a secret or speak of it. */
const NAMES_ONLY = new Set([
  "name",
  "id",
  "arn",
  "path",
  "file",
  "ref",
  "root",
  "block",
  "tx",
  "transaction",
  "version",
]);

function withoutForm(words: readonly string[]): readonly string[] {
  const end = words.findLastIndex((word) => !FORMS.has(word));
  return words.slice(0, end + 1);
}
