import { Construct } from "constructs";
import type { SecretServerSpec } from "../../lib/catalogue/charts/secret-servers";
import { API_PORT } from "../../lib/render/vault-configuration";
import type { ICluster } from "../core/cluster";
import { Controller } from "../core/controller";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import { Peer } from "../core/peer";
import { PodRole } from "../core/pod-identity";
import { Volume } from "../core/volume";
import { Workload } from "../core/workload";
import type { LockedSnapshotOptions } from "./snapshots";
import { POD_IDENTITY } from "./vault-server-network";

/** Props of `VaultSnapshotJob`. */
export interface VaultSnapshotJobProps {
  readonly server: SecretServerSpec;
  /** Image of the servers, which holds the program that saves. */
  readonly serverImage: ImageRef;
  /** Name of the servers; the job's is this and `-snapshots`. */
  readonly serverName: string;
  readonly cluster: ICluster;
  readonly namespace: INamespace;
  /** Host name of the active server, which alone saves without a detour. */
  readonly activeHost: string;
  /** Who the servers are, to the job's network policy. */
  readonly servers: Peer;
  /** Secret with the certificate of the authority that signed the servers'. */
  readonly authoritySecretName: string;
  readonly target: Required<LockedSnapshotOptions>;
}

/** Audience of the tokens that the job logs in with: good for the server alone. */
export const SNAPSHOT_AUDIENCE = "vault";
/** Path of the login of a `VaultStore.onServer`. */
const LOGIN_PATH = "kubernetes";
/** Snapshots are about as large as what the servers hold. */
const LARGEST_SNAPSHOT_MIB = 4096;
const FOLDER = "/snapshots";
const FILE = `${FOLDER}/raft.snap`;

/**
 * Saves what the servers hold, and locks the copy away. The container that saves has the token for the server, the one
 * that uploads has not; the pod's role in AWS may add to one folder of one bucket and neither read nor delete there.
 */
export class VaultSnapshotJob extends Construct {
  /** The job. */
  public readonly workload: Workload;
  /** What the names of the snapshots in the bucket begin with. */
  public readonly prefix: string;

  public constructor(scope: Construct, id: string, props: VaultSnapshotJobProps) {
    super(scope, id);
    const { server, cluster, namespace, target } = props;
    const name = `${props.serverName}-snapshots`;
    this.prefix = `${cluster.clusterName}/${namespace.namespaceName}/${props.serverName}`;
    new PodRole(this, "role", {
      clusterName: cluster.clusterName,
      namespace: namespace.namespaceName,
      serviceAccountName: name,
      policies: { upload: target.bucket.writeStatements(this.prefix) },
    });
    const variables = server.variablePrefix;
    const resources = { cpuMillicores: 50, memoryMiB: 256 };
    const snapshots = { volume: "snapshots", path: FOLDER };
    this.workload = new Workload(this, "job", {
      cluster,
      namespace,
      identity: { kind: "secret-server", name, role: "snapshots" },
      controller: Controller.cronJob({ schedule: target.schedule, deadlineSeconds: 1800 }),
      initContainers: [
        {
          name: "save",
          image: props.serverImage,
          command: ["/bin/sh", "-ec", saveCommands(server, name)],
          environment: {
            [`${variables}_ADDR`]: `https://${props.activeHost}:${API_PORT}`,
            [`${variables}_CACERT`]: "/authority/ca.crt",
          },
          resources,
          mounts: [snapshots, { volume: "login", path: "/login" }, { volume: "authority", path: "/authority" }],
        },
      ],
      containers: [
        {
          name: "upload",
          image: target.image,
          command: ["/bin/bash", "-ec", uploadCommands(target, this.prefix)],
          environment: { AWS_REGION: target.region, HOME: FOLDER },
          resources,
          mounts: [snapshots],
        },
      ],
      volumes: [
        Volume.scratch("snapshots", { sizeMiB: LARGEST_SNAPSHOT_MIB }),
        Volume.token("login", { audience: SNAPSHOT_AUDIENCE, lifetimeSeconds: 600 }),
        // Not the server's private key, which stands beside it.
        Volume.secret("authority", props.authoritySecretName, ["ca.crt"]),
      ],
    });
    this.workload.allowTo(props.servers, { port: API_PORT });
    this.workload.allowTo(POD_IDENTITY.peer, ...POD_IDENTITY.ports);
    // S3 is reached through the network's gateway endpoint, whose addresses are those of the internet.
    this.workload.allowTo(Peer.internet(), { port: 443 });
  }
}

/** The token is used at once and never written down; whatever goes wrong ends the script. */
function saveCommands({ executable, variablePrefix }: SecretServerSpec, role: string): string {
  return [
    `${variablePrefix}_TOKEN="$(${executable} write -field=token auth/${LOGIN_PATH}/login role=${role} jwt=@/login/token)"`,
    `export ${variablePrefix}_TOKEN`,
    `${executable} operator raft snapshot save ${FILE}`,
    `${executable} token revoke -self`,
  ].join("\n");
}

/** The name says when it was taken. A checksum is sent along, which S3 demands of objects that it locks. */
function uploadCommands({ bucket }: LockedSnapshotOptions, prefix: string): string {
  return (
    `aws s3api put-object --bucket ${bucket.bucketName} --key "${prefix}/$(date -u +%Y-%m-%dT%H-%M-%SZ).snap" ` +
    `--body ${FILE} --checksum-algorithm SHA256`
  );
}
