/**
 * Attributes that are secrets, by type (source: the providers' documentation, attributes marked sensitive; the list of
 * resources that write secrets into the state is the one that Palisade's other rules go by).
 */
export const SECRET_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  random_password: ["result", "bcrypt_hash"],
  tls_private_key: ["private_key_pem", "private_key_openssh", "private_key_pem_pkcs8"],
  aws_iam_access_key: ["secret", "ses_smtp_password_v4"],
  aws_secretsmanager_secret_version: ["secret_string", "secret_binary"],
  aws_ssm_parameter: ["value", "insecure_value"],
  aws_db_instance: ["password"],
  aws_rds_cluster: ["master_password"],
  aws_elasticache_replication_group: ["auth_token"],
  aws_eks_cluster_auth: ["token"],
  aws_ecr_authorization_token: ["password", "authorization_token"],
  kubernetes_secret: ["data", "binary_data"],
  kubernetes_secret_v1: ["data", "binary_data"],
  vault_generic_secret: ["data", "data_json"],
  vault_kv_secret_v2: ["data", "data_json"],
  vault_token: ["client_token", "wrapped_token"],
  vault_approle_auth_backend_role_secret_id: ["secret_id", "wrapping_token"],
  vault_pki_secret_backend_cert: ["private_key"],
  sops_file: ["data", "raw"],
};
