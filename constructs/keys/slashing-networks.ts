import type { IConstruct } from "constructs";
import type { Problem } from "../../lib/core/errors";
import type { ISlashingDatabase } from "./slashing-database";

/** The first signer of a database, and its network. */
interface FirstSigner {
  readonly path: string;
  readonly network: string;
}

/** First signers by database, for each app. */
const signersOfApps = new WeakMap<IConstruct, Map<string, FirstSigner>>();

/** What tells one database from another, also where two constructs stand for it. */
const nameOf = ({ host, port, databaseName }: ISlashingDatabase): string => `${host}:${port}/${databaseName}`;

function secondNetwork(here: string, network: string, first: FirstSigner): Problem {
  return {
    what: `the signer's database is that of ${first.path} for ${first.network} already: it keeps one network, and of any other it refuses every duty`,
    got: network,
    allowed: `${first.network}; for each network a database of its own`,
    doThis: `give ${here} another slashing-protection database`,
    source: "Consensys/web3signer 3522fc8, GenesisValidatorRootValidator.java",
  };
}

/** Problem of a signer whose database another signer uses for another network, in the whole app; undefined where there is none. */
export function networkProblem(by: IConstruct, database: ISlashingDatabase, network: string): Problem | undefined {
  const first = signersOfApps.get(by.node.root)?.get(nameOf(database));
  return first === undefined || first.network === network ? undefined : secondNetwork(by.node.path, network, first);
}

/** Writes down for the whole app which network a database is for. */
export function noteNetwork(by: IConstruct, database: ISlashingDatabase, network: string): void {
  const signers = signersOfApps.get(by.node.root) ?? new Map<string, FirstSigner>();
  signersOfApps.set(by.node.root, signers);
  if (!signers.has(nameOf(database))) signers.set(nameOf(database), { path: by.node.path, network });
}
