import { isJsonRecord } from "../../core/json";
import { saysSecret } from "./secret-name";
import { templatesIn } from "./templates";

/** Attributes that hold a secret though their names do not say so, by type. The providers' documentation. */
const SECRET_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  random_password: ["result"],
  random_bytes: ["hex", "base64"],
  aws_iam_access_key: ["ses_smtp_password_v4"],
  aws_kms_secrets: ["plaintext"],
  kubernetes_secret: ["data", "binary_data"],
  kubernetes_secret_v1: ["data", "binary_data"],
  sops_file: ["data", "raw"],
  tls_private_key: ["private_key_pem_pkcs8"],
  vault_approle_auth_backend_role_secret_id: ["secret_id"],
  vault_generic_secret: ["data", "data_json"],
  vault_kv_secret: ["data", "data_json"],
  vault_kv_secret_v2: ["data", "data_json"],
};

const ATTRIBUTE =
  /(?<![\w.])(ephemeral\.)?(?:data\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.([a-z_][a-z0-9_]*)((?:(?:\[[^\]]*\])?\.[a-z_][a-z0-9_]*)*)/g;
const VARIABLE = /(?<![\w.])var\.([A-Za-z_][\w-]*)/g;

/** What a value, as it is written, takes secrets from: `random_password.result`. Ephemeral ones are never kept. */
export function secretReferencesIn(raw: unknown): readonly string[] {
  if (typeof raw === "string") return [...templatesIn(raw)].flatMap(secretsOfTemplate);
  if (Array.isArray(raw)) return raw.flatMap(secretReferencesIn);
  return isJsonRecord(raw) ? Object.values(raw).flatMap(secretReferencesIn) : [];
}

function secretsOfTemplate(template: string): readonly string[] {
  const attributes = [...template.matchAll(ATTRIBUTE)]
    .filter(([, ephemeral, type = "", name = "", parts = ""]) => {
      return ephemeral === undefined && isSecretAttribute(type, name, parts);
    })
    .map(([, , type, name]) => `${type}.${name}`);
  const variables = [...template.matchAll(VARIABLE)]
    .filter(([, name = ""]) => saysSecret(name))
    .map(([variable]) => variable);
  return [...attributes, ...variables];
}

/** @param parts what of the attribute: the last of them says what it is, `.secret_arn` of `master_user_secret` */
function isSecretAttribute(type: string, name: string, parts: string): boolean {
  if (Object.hasOwn(SECRET_ATTRIBUTES, type) && (SECRET_ATTRIBUTES[type] ?? []).includes(name)) return true;
  const last = parts.slice(parts.lastIndexOf(".") + 1);
  return !NAMING.has(name) && saysSecret(last === "" ? name : last);
}

/** Blocks that say where a secret is, and with which key it is encrypted. */
const NAMING: ReadonlySet<string> = new Set(["master_user_secret"]);
