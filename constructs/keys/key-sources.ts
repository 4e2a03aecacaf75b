import type { Construct, IConstruct } from "constructs";
import type { VaultAccess } from "../secrets";
import { AwsKmsKeys, type AwsKmsKeysProps } from "./aws-kms-keys";
import { CloudHsmKeys } from "./cloud-hsm";
import type { CloudHsmProps } from "./cloud-hsm-props";
import { declareMultisig, type MultisigProps } from "./declared-multisig";
import { type ColdProps, declareCold, declareYubiHsm, type YubiHsmProps } from "./declared-sources";
import type { DeclaredKeySource } from "./key-source";
import { type ExternalMpcProps, MpcCoSigner } from "./mpc-co-signer";
import { NitroEnclaveKeys } from "./nitro-enclave";
import type { NitroEnclaveProps } from "./nitro-enclave-props";
import { VaultKeystores, type VaultKeystoresProps } from "./vault-keystores";
import type { YubiHsmSource } from "./yubihsm-source";

/** Every way to keep keys. Custody is modelled: where a key lives and who may use it, and never the key. */
export class KeySource {
  /** A key that is made in AWS KMS and signs there: secp256k1 or Ed25519. @throws PalisadeError listing every problem */
  public static awsKms(scope: Construct, id: string, props: AwsKmsKeysProps): AwsKmsKeys {
    return new AwsKmsKeys(scope, id, props);
  }

  /**
   * Keys in a cluster of hardware modules of one's own. The cluster is made; a person makes it theirs, by the runbook.
   *
   * @throws PalisadeError listing every problem
   */
  public static cloudHsm(scope: Construct, id: string, props: CloudHsmProps): CloudHsmKeys {
    return new CloudHsmKeys(scope, id, props);
  }

  /**
   * Keys that are in clear only inside an enclave of one image. Nodes, device plugin and the key that binds them to the
   * image are made; the image is yours.
   *
   * @throws PalisadeError listing every problem
   */
  public static nitroEnclave(scope: Construct, id: string, props: NitroEnclaveProps): NitroEnclaveKeys {
    return new NitroEnclaveKeys(scope, id, props);
  }

  /** Keys of Ethereum's validators in a KV store of Vault, which a signer loads. @throws PalisadeError listing every problem */
  public static vaultKeystores(store: VaultAccess, props: VaultKeystoresProps): VaultKeystores {
    return new VaultKeystores(store, props);
  }

  /** A key inside a YubiHSM 2, which is written down in the stack. @throws PalisadeError listing every problem */
  public static yubiHsm(scope: IConstruct, props: YubiHsmProps): YubiHsmSource {
    return declareYubiHsm(scope, props);
  }

  /**
   * Keys in shares with a provider. What a co-signer stands on is made; the rest a person completes.
   *
   * @throws PalisadeError listing every problem
   */
  public static externalMpc(scope: Construct, id: string, props: ExternalMpcProps): MpcCoSigner {
    return new MpcCoSigner(scope, id, props);
  }

  /** An account of several owners, which is written down in the stack. @throws PalisadeError listing every problem */
  public static multisig(scope: IConstruct, props: MultisigProps): DeclaredKeySource {
    return declareMultisig(scope, props);
  }

  /** A key on no machine with a network, which is written down in the stack. @throws PalisadeError listing every problem */
  public static cold(scope: IConstruct, props: ColdProps): DeclaredKeySource {
    return declareCold(scope, props);
  }

  private constructor() {}
}
