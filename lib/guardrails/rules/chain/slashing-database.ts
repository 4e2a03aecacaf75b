import type { JsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { IMAGES } from "./examples";
import { DATABASE_TYPES, isSlashingDatabase } from "./slashing-databases";

export const slashingDatabase = guardrail({
  id: "chain/slashing-database",
  title: "The database of what signers signed survives a zone, a mistake and a destroy",
  severity: "high",
  why: "Signers without it stand still, and signers with an older copy of it sign what they have signed before.",
  fix: "set multiAz, backups, deletionProtection and lifecycle.preventDestroy; the database of a RemoteSigner has them all",
  controls: {
    soc2: ["CC7.4", "A1.2", "C1.1"],
    iso27001: ["A.8.13", "A.8.14"],
    pci: ["10.3.3"],
    nist: ["CP-9"],
    cisAws: ["3.2.4"],
  },
  subject: "resource",
  types: DATABASE_TYPES,
  check: ofMade((database) => {
    if (!isSlashingDatabase(database)) return undefined;
    const { config, type } = database;
    const isCluster = type === "aws_rds_cluster";
    return judgements(
      // The storage of a cluster is spread over three zones in any case.
      isCluster ? undefined : expectAt(config, "multi_az").toBe(true),
      // A cluster keeps one day where nothing is said, an instance none.
      expectAt(config, "backup_retention_period").toBeAtLeast(1, "days", isCluster ? "pass" : "fail"),
      expectAt(config, "deletion_protection").toBe(true),
      expectAt(config, "lifecycle.prevent_destroy").toBe(true),
    );
  }),
  examples: () => {
    const kept = { deletion_protection: true, lifecycle: { prevent_destroy: true } };
    const instance = { identifier: "slashing-protection", multi_az: true, backup_retention_period: 1, ...kept };
    const database = (says: string, more: JsonRecord) => exampleOf(says, "aws_db_instance", { ...instance, ...more });
    const cluster = { cluster_identifier: "web3signer", ...kept };
    const signer = (address: string) => ({
      kubernetes_stateful_set_v1: {
        signer: {
          metadata: { name: "signer" },
          spec: {
            template: {
              spec: {
                container: [
                  { name: "main", image: IMAGES.web3signer, args: ["eth2", `--slashing-protection-db-url=${address}`] },
                ],
              },
            },
          },
        },
      },
    });
    const bare = { multi_az: true };
    return {
      pass: [
        database("everything on", {}),
        exampleOf("a cluster, which spreads by itself", "aws_rds_cluster", cluster),
        exampleOf("a cluster that says how long", "aws_rds_cluster", { ...cluster, backup_retention_period: 7 }),
      ],
      fail: [
        database("one zone", { multi_az: false }),
        database("no backup", { backup_retention_period: 0 }),
        database("no word on backups", { backup_retention_period: null }),
        database("no protection from deletion", { deletion_protection: null }),
        database("no protection from a destroy", { lifecycle: {} }),
        exampleOf("a cluster without backups", "aws_rds_cluster", { ...cluster, backup_retention_period: 0 }),
        exampleOf("a cluster without protection", "aws_rds_cluster", { cluster_identifier: "web3signer" }),
        exampleOf(
          "a database that a signer refers to",
          "aws_db_instance",
          bare,
          signer("jdbc:postgresql://$" + "{aws_db_instance.it.address}/db"),
        ),
        exampleOf("a database that its tags name", "aws_db_instance", { tags: { Name: "slashing" } }),
      ],
      unknown: [database("a value from elsewhere", { multi_az: "$" + "{var.multi}" })],
      notApplicable: [
        exampleOf("another database", "aws_db_instance", bare),
        exampleOf(
          "a database that no signer refers to",
          "aws_db_instance",
          bare,
          signer("jdbc:postgresql://db.example.org/db"),
        ),
      ],
    };
  },
});
