export type { CurveName, CustodyKind, DerivationPathName } from "../../lib/catalogue/keys";
export { AwsKmsKeys, type AwsKmsKeysProps, type ISigningRole } from "./aws-kms-keys";
export { CloudHsmKeys } from "./cloud-hsm";
export type { CloudHsmCeremony, CloudHsmProps } from "./cloud-hsm-props";
export { CosmosNode } from "./cosmos-node";
export { CosmosSigner } from "./cosmos-signer";
export type { CosmosSignerProps, HorcruxSignerProps, TmkmsSignerProps } from "./cosmos-signer-props";
export type { MultisigProps } from "./declared-multisig";
export type { ColdProps, DerivationProps, YubiHsmProps } from "./declared-sources";
export { DistributedSigner } from "./distributed-signer";
export { type PermissionOptions, SignerClient, SignerPermission } from "./distributed-signer-client";
export {
  type DistributedSignerInstance,
  type DistributedSignerProps,
  WITHOUT_MEMORY_SENTENCE,
} from "./distributed-signer-props";
export { HorcruxSigner } from "./horcrux-signer";
export { claimKeys, type KeyUse } from "./key-registry";
export { DeclaredKeySource, type IKeySource, type KeySourceProps } from "./key-source";
export { KeySource } from "./key-sources";
export { type ExternalMpcProps, MpcCoSigner } from "./mpc-co-signer";
export { NitroEnclaveKeys } from "./nitro-enclave";
export type { EnclaveNodeProps, NitroEnclaveProps } from "./nitro-enclave-props";
export { type HeldTogether, noteKeySource } from "./noted-key-sources";
export { RemoteSigner } from "./remote-signer";
export type { RemoteSignerProps } from "./remote-signer-props";
export { SignerTls, type SignerTlsFiles, type SignerTlsOptions } from "./signer-tls";
export { type ISlashingDatabase, SlashingDatabase, type SlashingDatabaseAttributes } from "./slashing-database";
export { SlashingProtectionDatabase } from "./slashing-protection-database";
export {
  RESTORE_SENTENCE,
  type RestoreProps,
  type SlashingProtectionDatabaseProps,
} from "./slashing-protection-database-props";
export type { SpendLimits } from "./spend-limits";
export {
  SpendEnforcement,
  type SpendGuardOptions,
  UNENFORCED_SENTENCE,
} from "./spend-policy";
export { type TmkmsDeviceOptions, TmkmsKey } from "./tmkms-key";
export { TmkmsSigner } from "./tmkms-signer";
export { TransactionSigner } from "./transaction-signer";
export type { TransactionSignerProps } from "./transaction-signer-props";
export { type VaultKeyLogin, VaultKeystores, type VaultKeystoresProps } from "./vault-keystores";
export { type HsmKeyPlace, YubiHsmSource } from "./yubihsm-source";
