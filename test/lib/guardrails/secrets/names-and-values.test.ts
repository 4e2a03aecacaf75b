import { isPlainSecret } from "../../../../lib/guardrails/secrets/plain-secret";
import { isPublicOnChain } from "../../../../lib/guardrails/secrets/public-values";
import { isStandIn, looksRandom } from "../../../../lib/guardrails/secrets/random-value";
import { saysPassword, saysPrivateKey, saysSecret } from "../../../../lib/guardrails/secrets/secret-name";
import { secretReferencesIn } from "../../../../lib/guardrails/secrets/secret-references";

const RANDOM = "q7Rk2mZp9XvT4bLw8NcY";

test.each([
  ...[
    "DB_PASSWORD",
    "dbPassword",
    "db.password",
    "apiKey",
    "API_KEY_2",
    "--client-secret",
    "secret_string",
    "authToken",
  ],
  ...["private_key_pem", "AWS_SECRET_ACCESS_KEY", "seed phrase", "github_token", "wallet-key", "passphrase"],
])("%s says that what stands there is secret", (name) => {
  expect(saysSecret(name)).toBe(true);
});

test.each([
  ...[
    "",
    "name",
    "secretName",
    "SECRET_ARN",
    "tokenFile",
    "password_path",
    "kms_key_id",
    "public_key",
    "key",
    "maxTokens",
  ],
  ...[
    "secret_hash",
    "next_page_token",
    "contract_token",
    "MINT_TOKEN",
    "base_token",
    "sshPublicKey",
    "passwordless",
    "tokenizer",
    "idempotency_key",
  ],
])("%s says nothing of the kind", (name) => {
  expect(saysSecret(name)).toBe(false);
});

test("names are read in the words they are made of, whatever keeps these apart", () => {
  expect(saysPassword("db.privateKey")).toBe(true);
  expect(saysPassword("MNEMONIC")).toBe(true);
  expect(saysPassword("API_TOKEN")).toBe(false);
  expect(saysPrivateKey("signer_key")).toBe(true);
  expect(saysPrivateKey("jwt-secret.hex")).toBe(true);
  expect(saysPrivateKey("validator_key")).toBe(false);
  expect(saysPrivateKey("secret_block")).toBe(false);
  expect(saysPrivateKey("private_tx")).toBe(false);
});

test.each([
  "",
  "$(DB_PASSWORD)",
  "/run/secrets/db",
  "arn:aws:kms:x",
  "vault:kv/db#password",
  "<password>",
  "changeme",
  "xxxxxxxx",
])("%j stands in for a secret", (value) => {
  expect(isStandIn(value)).toBe(true);
  expect(isPlainSecret("DB_PASSWORD", value)).toBe(false);
});

const EVM_ADDRESS = "dAC17F958D2ee523a2206206994597C13D831ec7";

test.each([
  ["USDC_TOKEN", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"],
  ["CW20_TOKEN", "cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh"],
  ["WITHDRAWAL_CREDENTIALS", `0x01${"0".repeat(22)}${EVM_ADDRESS}`],
  ["withdrawalCredentials", `0x02${"0".repeat(22)}${EVM_ADDRESS}`],
  ["withdrawal-credentials", `0x00${"a1b2c3d4e5f60718293a4b5c6d7e8f".repeat(2)}7a`],
])("%s with %s is public", (name, value) => {
  expect(isPublicOnChain(name, value)).toBe(true);
  expect(isPlainSecret(name, value)).toBe(false);
});

test.each([
  ["API_TOKEN", RANDOM],
  ["API_TOKEN", "cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0ex"],
  ["API_TOKEN", "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"],
  ["DB_CREDENTIALS", `0x01${"0".repeat(22)}${EVM_ADDRESS}`],
  ["WITHDRAWAL_CREDENTIALS", `0x01${"a1b2c3d4e5f60718293a4b5c6d7e8f".repeat(2)}7a`],
  ["PRIVATE_KEY", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"],
])("%s with %s is not", (name, value) => {
  expect(isPublicOnChain(name, value)).toBe(false);
});

test("a password is one however plain, and a token when it looks drawn at random", () => {
  expect(isPlainSecret("DB_PASSWORD", "hunter2")).toBe(true);
  expect(isPlainSecret("DB_PASSWORD", "required")).toBe(false);
  expect(isPlainSecret("API_TOKEN", "hunter2")).toBe(false);
  expect(isPlainSecret("API_TOKEN", RANDOM)).toBe(true);
  expect(isPlainSecret("LOG_LEVEL", RANDOM)).toBe(false);
});

test.each([
  ...["receivers-apps-prod-b9030fd427-77a30e74", "1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809", "my-app-v2-secret-3"],
  ...[
    "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48",
    "postgres-primary.database.svc.cluster.local",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
  ],
])("%s does not look drawn at random", (value) => {
  expect(looksRandom(value)).toBe(false);
});

test.each([RANDOM, "0123456789abcdef0f1e2d3c4b5a6978", `app_${RANDOM}`])("%s looks drawn at random", (value) => {
  expect(looksRandom(value)).toBe(true);
});

// What stands between the braces of a reference, and the secrets that it takes.
test.each<readonly [string, readonly string[]]>([
  ["random_password.it.result", ["random_password.result"]],
  ["random_password.it[0].result", ["random_password.result"]],
  [
    'jsondecode(data.aws_secretsmanager_secret_version.it.secret_string)["a"]',
    ["aws_secretsmanager_secret_version.secret_string"],
  ],
  ["tls_private_key.it.private_key_openssh", ["tls_private_key.private_key_openssh"]],
  ["data.sops_file.it.data", ["sops_file.data"]],
  ["var.db_password", ["var.db_password"]],
  ["var.region", []],
  ["ephemeral.random_password.it.result", []],
  ["aws_secretsmanager_secret.it.arn", []],
  ["tls_private_key.it.public_key_openssh", []],
  ["kubernetes_config_map_v1.it.data", []],
])("%s takes %j", (expression, secrets) => {
  const template = ["$", `{${expression}}`].join("");
  expect(secretReferencesIn({ a: [`x ${template} y`, 1, null] })).toEqual(secrets);
  expect(secretReferencesIn(expression)).toEqual([]);
});
