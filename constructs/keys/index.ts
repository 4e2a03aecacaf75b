export type { CurveName, CustodyKind, DerivationPathName } from "../../lib/catalogue/keys";
export { AwsKmsKeys, type AwsKmsKeysProps, type ISigningRole } from "./aws-kms-keys";
export type { ColdProps, DerivationProps, MultisigProps, YubiHsmProps } from "./declared-sources";
export { claimKeys, type KeyUse } from "./key-registry";
export { DeclaredKeySource, type IKeySource, type KeySourceProps } from "./key-source";
export { KeySource } from "./key-sources";
export { type ExternalMpcProps, MpcCoSigner } from "./mpc-co-signer";
export { type VaultKeyLogin, VaultKeystores, type VaultKeystoresProps } from "./vault-keystores";
