export * from "./ephemeral-vault-kv-secret-v2";
export * from "./secret";
export * from "./vault-access";
export * from "./vault-audit";
export * from "./vault-path";
export * from "./vault-store";
