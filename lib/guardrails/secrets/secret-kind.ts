/** Kinds of secret that are known by what they look like, each with what a message calls it. */
export const SECRET_KINDS = {
  "pem-private-key": "a private key in PEM or PGP armour",
  mnemonic: "a mnemonic",
  "extended-private-key": "an extended private key",
  "wif-key": "a private key in wallet import format",
  "raw-private-key": "a private key of 32 bytes",
  keystore: "an encrypted keystore",
  "key-pair": "a whole Ed25519 key pair",
  "consensus-key": "the key of a validator or node",
  "encoded-private-key": "a private key in its chain's own encoding",
  macaroon: "a macaroon",
  "vault-token": "a Vault token",
  "aws-access-key": "an access key of AWS",
  "google-credentials": "credentials of Google Cloud",
  "code-host-token": "a token of a code host",
  "package-registry-token": "a token of a package registry",
  "chat-token": "a token or webhook of a chat or paging service",
  "payment-token": "a key of a payment service",
  "model-provider-token": "a key of a model provider",
  "rpc-provider-key": "a key of an RPC provider",
  "url-password": "a password in a URL",
  "json-web-token": "a signed JSON web token",
  "random-value": "a random value under a secret's name",
} as const;

/** Kind of secret. */
export type SecretKind = keyof typeof SECRET_KINDS;
