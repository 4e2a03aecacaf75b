import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NetworkName } from "../../lib/catalogue";
import type { SignersEntry } from "../environment-signers";
import { mirrored } from "./mirror";

/** What signs the certificates of Amazon RDS; put the bundle of your region there, as AWS publishes it. */
const DATABASE_AUTHORITY = readFileSync(join(__dirname, "authorities", "rds.pem"), "utf8");

/** Your own programs; put yours here. Who moves the guard's image would pay without limits, so a digest names it. */
const SPEND_GUARD = { image: mirrored("payments/spend-guard:1.0.0"), port: 8443 };
const PAYER = { image: mirrored("payments/payer:1.0.0"), port: 8080 };

/** An address that nobody is known to own a key of; put those here whom you pay. */
const RECIPIENT = "0x00000000000000000000000000000000DeaDBeef";

const ETHER_WEI = 10n ** 18n;

/** Where an environment's signers stand, and what tells them from those of other environments. */
export interface SignersPlace {
  /** Network whose duties are signed. */
  readonly network: NetworkName<"ethereum">;
  /** Public keys of the validators. */
  readonly publicKeys: readonly string[];
  /** Key of the node that transactions are handed to. */
  readonly node: string;
}

/** Validators' duties, and one hot wallet that pays a tenth of an ether at a time. */
export function ethereumSigners(place: SignersPlace): SignersEntry {
  const { network, publicKeys, node } = place;
  return {
    image: mirrored("consensys/web3signer:26.7.0"),
    databaseAuthority: DATABASE_AUTHORITY,
    validators: { duties: { network, keysPath: `validators/${network}`, publicKeys } },
    wallets: {
      payouts: {
        description: "Pays out to customers",
        node,
        guard: SPEND_GUARD,
        payer: PAYER,
        limits: { perTransactionWei: ETHER_WEI / 10n, perDayWei: ETHER_WEI, recipients: [RECIPIENT] },
      },
    },
  };
}

/** A public key that is made up: 48 bytes that say so. Put those of your validators in its place. */
export function exampleKey(environment: string, index: number): string {
  const text = `example of ${environment} ${index}`;
  return `0x${Buffer.from(text).toString("hex").padEnd(96, "0")}`;
}
