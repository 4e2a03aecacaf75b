import type { ImageRef } from "../constructs/core/image-ref";
import type { SpendLimits } from "../constructs/keys";
import type { NetworkName } from "../lib/catalogue";

/** Validators of Ethereum whose duties are signed here. */
export interface ValidatorsEntry {
  /** Network of their duties. */
  readonly network: NetworkName<"ethereum">;
  /** Folder in the environment's mount in which their keys stand, such as `validators/mainnet`. */
  readonly keysPath: string;
  /** Their public keys. A key stands in one environment alone. */
  readonly publicKeys: readonly string[];
}

/** A program of your own. */
export interface ProgramEntry {
  /** Its image. */
  readonly image: ImageRef;
  /** Port it serves on. */
  readonly port: number;
}

/** A hot wallet: a key in KMS that never leaves it, who pays with it, and what holds them to their limits. */
export interface WalletEntry {
  /** What it signs, for people who read the key list. */
  readonly description: string;
  /** Key of the node of this environment that transactions are handed to. */
  readonly node: string;
  /**
   * The program that keeps to the limits: the only one that reaches the signer. It shows `/etc/guard-tls/server` to who pays, which is
   * renewed while it runs, and `/etc/guard-tls/client` to the signer.
   */
  readonly guard: ProgramEntry;
  /** The program that pays. */
  readonly payer: ProgramEntry;
  /** What it may have signed, and for whom. */
  readonly limits: SpendLimits;
}

/** What signs in an environment. On AWS alone, with nodes of the purpose `signers`. */
export interface SignersEntry {
  /** Image of Web3Signer, named by its digest: who moves a tag in a registry would run beside the keys. */
  readonly image: ImageRef;
  /** Certificates of the authorities that sign those of Amazon RDS in the region, in PEM form. */
  readonly databaseAuthority: string;
  /** Validators by a key that never changes. Nobody reaches their signer until a client program is let in by `grantSign`. */
  readonly validators: Readonly<Record<string, ValidatorsEntry>>;
  /** Hot wallets by a key that never changes. */
  readonly wallets: Readonly<Record<string, WalletEntry>>;
}
