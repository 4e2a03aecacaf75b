import { isBech32 } from "./encoded-keys";
import { entropyOf } from "./random-value";
import type { SecretKind } from "./secret-kind";

/** A secret that begins with letters nothing else begins with. */
export interface TokenForm {
  readonly kind: SecretKind;
  /** Text that stands in every such secret, in small or capital letters as it does there. */
  readonly signs: readonly string[];
  /** What the whole looks like. Global; the first group, where there is one, is the part drawn at random. */
  readonly form: RegExp;
  /** Whether what has the form is one. @default - it is when it is not a placeholder of few different characters */
  readonly isSecret?: (found: string) => boolean;
}

/**
 * Forms of tokens and keys. Sources: the issuers' documentation, compared with the rules of gitleaks 8; for chains the
 * standard named beside. They stand in the order of `SECRET_KINDS`.
 */
export const TOKEN_FORMS: readonly TokenForm[] = [
  {
    kind: "pem-private-key",
    signs: ["PRIVATE KEY"],
    // OPENSSH, RSA, EC, DSA, ENCRYPTED, PKCS #8, and PGP's block. A reference in its place, or an ellipsis, is none.
    form: /-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|[A-Za-z-]+: [^\n]*\n)*([A-Za-z0-9+/=]{16,})/g,
  },
  {
    kind: "pem-private-key",
    signs: ["AGE-SECRET-KEY-1"],
    form: /AGE-SECRET-KEY-1[A-Z0-9]{58}/g,
    isSecret: isBech32,
  },
  // Web3 Secret Storage and EIP-2335, inside of other text.
  {
    kind: "keystore",
    signs: ["kdfparams", '"kdf"'],
    form: /"crypto"\s*:\s*\{[\s\S]{0,2000}?"(?:ciphertext|checksum|message)"\s*:\s*"([0-9a-f]{32,})"/gi,
  },
  {
    kind: "keystore",
    signs: ['"pkcs8"'],
    // polkadot-js, inside of other text.
    form: /"encoded"\s*:\s*"([A-Za-z0-9+/=]{80,2000})"[\s\S]{0,200}?"pkcs8"/g,
  },
  {
    kind: "consensus-key",
    signs: ["PrivKey"],
    // CometBFT's priv_validator_key.json and node_key.json.
    form: /"(?:tendermint|cometbft)\/PrivKey\w+"\s*,\s*"value"\s*:\s*"([A-Za-z0-9+/=]{40,90})"/g,
  },
  // Sui (SIP-15), Nostr (NIP-19), Cardano (CIP-5), Zcash (ZIP-32): Bech32 with a checksum.
  {
    kind: "encoded-private-key",
    signs: ["suiprivkey1", "nsec1", "_sk1", "_xsk1", "secret-extended-key-"],
    form: /(?<![a-z0-9_])(?:suiprivkey|nsec|[a-z0-9_]{2,20}_x?sk|secret-extended-key-(?:main|test))1[02-9ac-hj-np-z]{38,300}(?![a-z0-9])/g,
    isSecret: isBech32,
  },
  // Aptos (AIP-80).
  {
    kind: "encoded-private-key",
    signs: ["-priv-0x"],
    form: /(?:ed25519|secp256k1)-priv-0x([0-9a-fA-F]{64})/g,
  },
  // A macaroon of version 2 begins with 2, 1, and the length and name of its place: "lnd".
  { kind: "macaroon", signs: ["0201036c6e64"], form: /0201036c6e64([0-9a-f]{80,})/gi },
  { kind: "macaroon", signs: ["AgEDbG5k"], form: /AgEDbG5k([A-Za-z0-9+/_-]{60,})/g },
  {
    kind: "vault-token",
    signs: ["hvs.", "hvb.", "hvr."],
    form: /(?<![\w.])hv[sbr]\.([\w-]{24,300})/g,
  },
  // Vault before 1.10, and OpenBao.
  {
    kind: "vault-token",
    signs: ["s.", "b."],
    form: /(?<![\w./-])[sb]\.([A-Za-z0-9]{24})(?![\w.(-])/g,
    isSecret: (found) => /\d/.test(found) && /[a-z]/.test(found) && /[A-Z]/.test(found) && entropyOf(found) >= 3.5,
  },
  {
    kind: "aws-access-key",
    signs: ["AKIA", "ASIA"],
    form: /(?<![A-Za-z0-9])A[KS]IA([A-Z2-7]{16})(?![A-Za-z0-9])/g,
    isSecret: (found) => !found.endsWith("EXAMPLE") && entropyOf(found) >= 2.5,
  },
  { kind: "google-credentials", signs: ["AIza"], form: /(?<![\w-])AIza([\w-]{35})(?![\w-])/g },
  {
    kind: "google-credentials",
    signs: ["service_account"],
    form: /"type"\s*:\s*"service_account"[\s\S]{0,400}?"private_key_id"\s*:\s*"([0-9a-f]{40})"/g,
  },
  {
    kind: "code-host-token",
    signs: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    form: /(?<!\w)(?:gh[pousr]_([A-Za-z0-9]{36,255})|github_pat_(\w{40,255}))/g,
  },
  {
    kind: "code-host-token",
    signs: ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glagent-", "gloas-", "glsoat-"],
    form: /(?<![\w-])gl(?:pat|dt|rt|cbt|ptt|agent|oas|soat)-([\w.-]{20,300})/g,
  },
  { kind: "package-registry-token", signs: ["npm_"], form: /(?<!\w)npm_([A-Za-z0-9]{36})(?!\w)/g },
  { kind: "package-registry-token", signs: ["pypi-AgE"], form: /(?<!\w)pypi-AgE([\w-]{50,1000})/g },
  {
    kind: "chat-token",
    signs: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"],
    form: /(?<!\w)(?:xox[abeprs]|xapp)-([0-9A-Za-z-]{20,})/g,
  },
  {
    kind: "chat-token",
    signs: ["hooks.slack.com/"],
    form: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9+/]{40,})/g,
  },
  // Both of Discord's domains.
  {
    kind: "chat-token",
    signs: ["/api/webhooks/"],
    form: /discord(?:app)?\.com\/api\/webhooks\/\d{15,}\/([\w-]{60,})/g,
  },
  { kind: "chat-token", signs: [":AA"], form: /(?<![\w:.-])(?:bot)?\d{8,12}:AA([\w-]{33})(?![\w-])/g },
  {
    kind: "chat-token",
    signs: ["events.pagerduty.com/"],
    form: /events\.pagerduty\.com\/integration\/([0-9a-z]{32})/g,
  },
  {
    kind: "payment-token",
    signs: ["sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"],
    form: /(?<!\w)(?:[sr]k_(?:live|test)_([A-Za-z0-9]{20,})|whsec_([A-Za-z0-9+/=]{32,}))/g,
  },
  {
    kind: "model-provider-token",
    signs: ["sk-ant-", "T3BlbkFJ", "sk-proj-", "sk-svcacct-", "sk-admin-", "sk-or-v1-"],
    form: /(?<![\w-])sk-(?:ant|proj|svcacct|admin|or-v1)-([\w-]{40,})|(?<![\w-])sk-([A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})/g,
  },
  { kind: "model-provider-token", signs: ["hf_"], form: /(?<!\w)hf_([A-Za-z]{34})(?!\w)/g },
  {
    kind: "json-web-token",
    signs: ["eyJ"],
    form: /(?<![\w.-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g,
    isSecret: isJsonWebToken,
  },
];

/** Kinds of secret whose form a text holds. @param form one of `TOKEN_FORMS` */
export function holdsForm(text: string, { form, isSecret }: TokenForm): boolean {
  for (const [found, ...groups] of text.matchAll(form)) {
    if (isSecret === undefined ? isDrawn(groups.find((group) => group !== undefined) ?? found) : isSecret(found)) {
      return true;
    }
  }
  return false;
}

/** `ghp_xxxxxxxx` is what a person writes for others to fill in. */
function isDrawn(value: string): boolean {
  return entropyOf(value.slice(0, 64)) >= 2.5;
}

/** The head of a token names its algorithm; `none` signs nothing. */
function isJsonWebToken(token: string): boolean {
  const head = Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8");
  return /"alg"\s*:\s*"(?!none")/.test(head);
}
