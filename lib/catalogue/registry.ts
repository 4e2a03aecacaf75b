import { ETHEREUM } from "./chains/ethereum";
import { DIRK } from "./clients/dirk";
import { ERPC } from "./clients/erpc";
import { GETH } from "./clients/geth";
import { LIGHTHOUSE } from "./clients/lighthouse";
import { RETH } from "./clients/reth";
import { FLYWAY, WEB3SIGNER_ETH1, WEB3SIGNER_ETH2 } from "./clients/web3signer";
import type {
  ChainSpec,
  ClientRole,
  ClientSpec,
  GatewaySpec,
  ProgramImageSpec,
  ShareSignerSpec,
  SignerSpec,
} from "./types";

/** Every chain. A chain is one file and one line here. */
export const CHAINS = {
  ethereum: ETHEREUM,
} as const satisfies Record<string, ChainSpec>;

/** Every client. A client is one file and one line here. */
export const CLIENTS = {
  reth: RETH,
  geth: GETH,
  lighthouse: LIGHTHOUSE,
} as const satisfies Record<string, ClientSpec>;

/** Every gateway. */
export const GATEWAYS = {
  erpc: ERPC,
} as const satisfies Record<string, GatewaySpec>;

/** Every signer. */
export const SIGNERS = {
  "web3signer-eth2": WEB3SIGNER_ETH2,
  "web3signer-eth1": WEB3SIGNER_ETH1,
} as const satisfies Record<string, SignerSpec>;

/** Every signer of which several instances hold shares of keys. */
export const SHARE_SIGNERS = {
  dirk: DIRK,
} as const satisfies Record<string, ShareSignerSpec>;

/** Every program that only runs once, beside others. */
export const HELPERS = {
  flyway: FLYWAY,
} as const satisfies Record<string, ProgramImageSpec>;

/** Name of a chain. */
export type ChainName = keyof typeof CHAINS;

/** Name of a network of a chain. */
export type NetworkName<C extends ChainName> = keyof (typeof CHAINS)[C]["networks"] & string;

/** Roles a node of a chain needs. */
export type RoleOf<C extends ChainName> = (typeof CHAINS)[C]["roles"][number];

/** Name of a client. */
export type ClientName = keyof typeof CLIENTS;

/** Names of the clients that play a role on a chain. */
export type ClientFor<C extends ChainName, R extends ClientRole> = {
  [K in ClientName]: (typeof CLIENTS)[K] extends { readonly role: R; readonly chains: Readonly<Record<C, unknown>> }
    ? K
    : never;
}[ClientName];

/** Chain and network in one word, such as `ethereum/mainnet`. */
export type NetworkPath = { [C in ChainName]: `${C}/${NetworkName<C>}` }[ChainName];
