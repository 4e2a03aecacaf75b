import type { NetworkName } from "../../lib/catalogue";
import type { ICluster } from "../core/cluster";
import type { ContainerResources } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { ISecret } from "../core/secret";
import type { SignerClient } from "./distributed-signer-client";

/**
 * What somebody confirms, letter by letter, before an instance starts that has forgotten what it signed.
 */
export const WITHOUT_MEMORY_SENTENCE =
  "It forgot what it signed, and every validator client of these keys has been stopped for an hour.";

/** One holder of shares. */
export interface DistributedSignerInstance {
  /** Its name in Kubernetes; its Service, and so the name of its certificate, follow from it. */
  readonly name: string;
  /** Its number, from 1. Its shares are made for it: it never changes, and nobody else ever gets it. */
  readonly id: number;
  /**
   * Secret with its certificate, the key of that, and the authority of all of them, such as cert-manager makes it
   * (`tls.crt`, `tls.key`, `ca.crt`). The common name and a DNS name of the certificate are its host name.
   */
  readonly certificate: ISecret;
  /** Secret with the passphrases of its shares. Nobody else's. */
  readonly passphrases: ISecret;
  /**
   * Names of the passphrases in their secret. New shares are locked with the first; the others open earlier ones.
   * @default - passphrase
   */
  readonly passphraseKeys?: readonly string[];
  /**
   * `WITHOUT_MEMORY_SENTENCE`, for the one start after its database of what it signed was lost and its shares were not.
   * For one instance at a time. @default - it stays down in such a state
   */
  readonly withoutMemory?: string;
}

/** Props of `DistributedSigner`. */
export interface DistributedSignerProps {
  /** Cluster it runs on. Nodes reserved for `signers` are used where there are any, each for one instance. */
  readonly cluster: ICluster;
  /** Namespace it lives in, best with nothing else in it. */
  readonly namespace: INamespace;
  /** Name of the group, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /** Network whose duties it signs. One group signs for one network. */
  readonly network: NetworkName<"ethereum">;
  /** Who holds shares: three or more. */
  readonly instances: readonly DistributedSignerInstance[];
  /** Shares that a signature needs: more than half of them, and one fewer than there are at most. */
  readonly threshold: number;
  /** Wallets that every instance has; shares are made in them. */
  readonly wallets: readonly string[];
  /** Public keys of the validators, those of the whole keys. @default - none yet: they are made in the group */
  readonly keys?: readonly string[];
  /** Who may ask for signatures, and for which. */
  readonly clients: readonly SignerClient[];
  /** CPU and memory of each instance. @default - as the catalogue says */
  readonly resources?: ContainerResources;
  /** Another release of the signer than the catalogue pins. @default - the catalogue's */
  readonly image?: ImageRef;
}
