import type { JsonRecord } from "../../../core/json";
import { exampleObjects, exampleWorkload } from "../../example";
import type { RuleExample } from "../../rule";

/** Images whose programs the examples use. */
export const IMAGES = {
  geth: "ethereum/client-go:v1.17.10",
  lighthouse: "sigp/lighthouse:v8.3.3",
  teku: "consensys/teku:26.10.3",
  nimbus: "statusim/nimbus-validator-client:multiarch-v26.10.2",
  web3signer: "consensys/web3signer:26.7.0",
  dirk: "attestant/dirk:1.2.1",
  gaia: "ghcr.io/cosmos/gaia:v28.0.0",
} as const;

/** A database that signers share. */
export const SHARED_DATABASE = "--slashing-protection-db-url=jdbc:postgresql://db.example.org/signer";

/** A StatefulSet of one container. @param more what its spec holds beside the pods */
export function exampleSet(
  container: JsonRecord,
  more: JsonRecord = {},
  pod: JsonRecord = {},
  labels: JsonRecord = {},
): JsonRecord {
  return exampleWorkload("StatefulSet", { ...pod, containers: [{ name: "main", ...container }] }, labels, more);
}

/** An example of a StatefulSet that runs a program with some words. */
export function exampleProgram(says: string, image: string, args: unknown, container: JsonRecord = {}): RuleExample {
  return exampleObjects(says, exampleSet({ image, args, ...container }));
}

/** An object under another name. */
export function named(name: string, object: JsonRecord): JsonRecord {
  const { metadata } = object;
  return { ...object, metadata: { ...(typeof metadata === "object" ? metadata : {}), name } };
}
