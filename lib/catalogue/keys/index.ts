import { AWS_KMS } from "./custody/aws-kms";
import { CLOUD_HSM } from "./custody/cloud-hsm";
import { COLD } from "./custody/cold";
import { EXTERNAL_MPC } from "./custody/external-mpc";
import { MULTISIG } from "./custody/multisig";
import { NITRO_ENCLAVE } from "./custody/nitro-enclave";
import { VAULT_KEYSTORES } from "./custody/vault-keystores";
import { YUBIHSM } from "./custody/yubihsm";
import type { CustodyKind, CustodySpec } from "./types";

export * from "./curves";
export * from "./derivation-paths";
export type * from "./types";

/** Every way to keep keys that is known here. */
export const CUSTODY: Readonly<Record<CustodyKind, CustodySpec>> = {
  "aws-kms": AWS_KMS,
  "cloud-hsm": CLOUD_HSM,
  "nitro-enclave": NITRO_ENCLAVE,
  "vault-keystores": VAULT_KEYSTORES,
  yubihsm: YUBIHSM,
  "external-mpc": EXTERNAL_MPC,
  multisig: MULTISIG,
  cold: COLD,
};

/** Names of the ways to keep keys, in the order of the docs. */
export const CUSTODY_KINDS: readonly CustodyKind[] = Object.values(CUSTODY).map(({ kind }) => kind);
