import { Construct } from "constructs";
import { HELPERS } from "../../lib/catalogue";
import { WEB3SIGNER_MIGRATIONS } from "../../lib/catalogue/clients/web3signer";
import { NameRules, physicalName } from "../../lib/core/naming";
import type { ICluster } from "../core/cluster";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import { Volume } from "../core/volume";
import { Workload } from "../core/workload";
import { DatabaseLogin } from "./database-login";
import { POD_TEMPORARY_FOLDER } from "./signer-pod";
import { type ISlashingDatabase, jdbcUrl } from "./slashing-database";

/** Props of `SchemaMigration`. */
export interface SchemaMigrationProps {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Namespace it runs in. */
  readonly namespace: INamespace;
  /** Name of the signer whose release the schema is of. */
  readonly signerName: string;
  /** Image of the signer, which holds the migrations. */
  readonly image: ImageRef;
  /** Database to bring up to date. */
  readonly database: ISlashingDatabase;
}

const FLYWAY = HELPERS.flyway;
const MIGRATIONS = "/migrations";
const AUTHORITY_FOLDER = "/etc/slashing-database";
const AUTHORITY_FILE = "ca.pem";
const RETRIES = 4;
const DEADLINE_SECONDS = 1800;

/**
 * A job that brings the schema of the slashing-protection database to the release of the signer, once for each release:
 * the signer does not do it by itself and refuses to start on an older one. The steps come out of the signer's own image,
 * and Flyway takes those that are not taken yet.
 */
export class SchemaMigration extends Construct {
  /** The job. */
  public readonly workload: Workload;

  public constructor(scope: Construct, id: string, props: SchemaMigrationProps) {
    super(scope, id);
    const { cluster, namespace, database, image } = props;
    // A job never changes: another release is another job.
    const name = physicalName([props.signerName, "schema", image.version], NameRules.kubernetesWorkload);
    const identity = { kind: "database", name, client: FLYWAY.name } as const;
    markIdentity(this, identity);
    const url = jdbcUrl(database, `${AUTHORITY_FOLDER}/${AUTHORITY_FILE}`);
    const resources = { cpuMillicores: 250, memoryMiB: 512 };
    this.workload = new Workload(this, "workload", {
      cluster,
      namespace,
      identity,
      controller: Controller.job({ retries: RETRIES, deadlineSeconds: DEADLINE_SECONDS }),
      waitUntilReady: true,
      volumes: [Volume.scratch("migrations", { sizeMiB: 16 }), Volume.scratch("tmp", { sizeMiB: 64 })],
      configuration: { path: AUTHORITY_FOLDER, files: { [AUTHORITY_FILE]: database.certificateAuthority } },
      initContainers: [
        {
          name: "copy-migrations",
          image,
          command: ["cp", "--recursive", `${WEB3SIGNER_MIGRATIONS}/.`, MIGRATIONS],
          resources: { cpuMillicores: 50, memoryMiB: 64 },
          mounts: [{ volume: "migrations", path: MIGRATIONS }],
        },
      ],
      containers: [
        {
          name: FLYWAY.name,
          image: ImageRef.parse(`${FLYWAY.image.repository}:${FLYWAY.image.tag}`, this.node.path),
          command: ["/bin/sh", "-euc", DatabaseLogin.runFlyway(database), FLYWAY.name],
          args: [`-url=${url}`, `-locations=filesystem:${MIGRATIONS}`, "-connectRetries=30", "migrate"],
          resources,
          mounts: [
            { volume: "migrations", path: MIGRATIONS, readOnly: true },
            { volume: "tmp", path: POD_TEMPORARY_FOLDER },
          ],
        },
      ],
    });
    DatabaseLogin.mountSecret(database, this.workload, FLYWAY.name);
    this.workload.allowTo(database.peer, { port: database.port });
  }
}
