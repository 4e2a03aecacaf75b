import type { TerraformStack } from "cdktf";
import { ImageRef } from "../../../constructs/core/image-ref";
import type { ISecret } from "../../../constructs/core/secret";
import {
  CosmosNode,
  CosmosSigner,
  type HorcruxSigner,
  type HorcruxSignerProps,
  KeySource,
  TmkmsKey,
  type TmkmsSigner,
  type TmkmsSignerProps,
  type YubiHsmProps,
  type YubiHsmSource,
} from "../../../constructs/keys";
import type { VaultAccess } from "../../../constructs/secrets";
import { workloadIn } from "../secrets/fixture";
import { place, vaultIn } from "./key-fixtures";

/** A chain that is signed for. */
export const CHAIN_ID = "cosmoshub-4";
/** Consensus addresses of keys that nobody has. */
export const VALIDATOR = "cosmosvalcons1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3s6stja";
/** Another one. */
export const OTHER_VALIDATOR = "cosmosvalcons1yg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zl84d62";

/** The secrets of co-signers, each at a path of its own. */
export function shardsIn(store: VaultAccess, count: number): readonly ISecret[] {
  return Array.from({ length: count }, (_, index) =>
    store.secret(`validators/hub/co-signer-${index + 1}`, { keys: [...CosmosSigner.shardFiles(CHAIN_ID)] }),
  );
}

/** Two co-signers of three, with one node in the cluster and one elsewhere. */
export function horcruxIn(stack: TerraformStack, props: Partial<HorcruxSignerProps> = {}, id = "hub"): HorcruxSigner {
  return CosmosSigner.horcrux(stack, id, {
    ...place,
    chainId: CHAIN_ID,
    validator: VALIDATOR,
    threshold: 2,
    shards: props.shards ?? shardsIn(vaultIn(stack), 3),
    nodes: props.nodes ?? [
      CosmosNode.fromWorkload(workloadIn(stack, "sentry", "chain"), "http"),
      CosmosNode.fromAddress("10.1.2.3:1234"),
    ],
    ...props,
  });
}

/** Where a build of TMKMS of one's own lies. */
export const TMKMS_IMAGE = ImageRef.parse(`registry.example.org/signers/tmkms:0.15.0@sha256:${"0b".repeat(32)}`);

/** A device that is declared in a stack. */
export function deviceIn(stack: TerraformStack, props: Partial<YubiHsmProps> = {}): YubiHsmSource {
  return KeySource.yubiHsm(stack, {
    name: "hub-validator",
    curve: "ed25519",
    serial: "12345678",
    connector: "http://10.1.9.9:12345",
    objectId: 7,
    custodians: ["Ada", "Ben"],
    ...props,
  });
}

/** The secret of TMKMS, with a key or a password of a device beside its identity. */
export function tmkmsSecret(store: VaultAccess, value: "consensus.key" | "yubihsm-password"): ISecret {
  return store.secret("validators/hub/tmkms", { keys: [value, "kms-identity.key"] });
}

/** TMKMS with a key in a file. */
export function tmkmsIn(stack: TerraformStack, props: Partial<TmkmsSignerProps> = {}, id = "hub"): TmkmsSigner {
  return CosmosSigner.tmkms(stack, id, {
    ...place,
    chainId: CHAIN_ID,
    validator: VALIDATOR,
    image: TMKMS_IMAGE,
    key: props.key ?? TmkmsKey.softSign(tmkmsSecret(vaultIn(stack), "consensus.key")),
    node: props.node ?? CosmosNode.fromAddress("10.1.2.3:26658"),
    ...props,
  });
}
