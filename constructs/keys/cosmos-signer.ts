import type { Construct } from "constructs";
import { horcruxShardFiles } from "../../lib/render/horcrux";
import type { HorcruxSignerProps, TmkmsSignerProps } from "./cosmos-signer-props";
import { HorcruxSigner } from "./horcrux-signer";
import { TmkmsSigner } from "./tmkms-signer";

/** Every way to sign for a validator of CometBFT without the key on its node. */
export class CosmosSigner {
  /** Several co-signers with a shard each. @throws PalisadeError listing every problem */
  public static horcrux(scope: Construct, id: string, props: HorcruxSignerProps): HorcruxSigner {
    return new HorcruxSigner(scope, id, props);
  }

  /** One pod with the key, or with a device that holds it. @throws PalisadeError listing every problem */
  public static tmkms(scope: Construct, id: string, props: TmkmsSignerProps): TmkmsSigner {
    return new TmkmsSigner(scope, id, props);
  }

  /**
   * Names of the two values in the secret of each co-signer, for a chain: the shard of the key, as
   * `horcrux create-ed25519-shards` writes it, and the key for speaking to the others, of `horcrux create-ecies-shards`.
   */
  public static shardFiles(chainId: string): readonly string[] {
    return Object.values(horcruxShardFiles(chainId));
  }

  private constructor() {}
}
