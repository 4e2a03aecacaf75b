import type { SecretServerSpec } from "../../lib/catalogue/charts/secret-servers";
import {
  API_PORT,
  type CertificateFiles,
  type HclBlock,
  vaultConfiguration,
} from "../../lib/render/vault-configuration";
import type { ICluster } from "../core/cluster";
import { type IdentityProps, identityLabels } from "../core/identity";

/** An image as the charts take it: they join the parts, so a digest stands behind the tag. */
export interface ServerImage {
  /** The registry, where the chart takes it apart and the image is not the chart's own. */
  readonly registry?: string;
  /** The repository, where the image is not the chart's own. */
  readonly repository?: string;
  /** The tag, and the digest behind it. */
  readonly tag: string;
}

/** What the values of a chart are made from. */
export interface VaultServerPlace {
  /** The program. */
  readonly server: SecretServerSpec;
  /** Name of the release and of everything in it. */
  readonly name: string;
  /** What it is. */
  readonly identity: IdentityProps;
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Labels that select exactly the servers. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** The program's image, with the digest that the app's image lock has for it. */
  readonly image: ServerImage;
}

/** What servers that last have beside that. */
export interface LastingServer extends VaultServerPlace {
  /** Number of servers. */
  readonly replicas: number;
  /** Storage class of the volumes. */
  readonly storageClassName: string | undefined;
  /** Size of the volume with the data, in GiB. */
  readonly dataStorageGiB: number;
  /** Size of the volume with the audit log, in GiB. */
  readonly auditStorageGiB: number;
  /** Secret with the certificate. */
  readonly certificateSecretName: string;
  /** The block that says how it is unsealed. */
  readonly seal: HclBlock;
  /** Whether holders of recovery shares may make a root token without a login. */
  readonly openForRecovery: boolean;
}

/** Where the certificate's files stand in the pods. */
const CERTIFICATE_FOLDER = "/certificate";
const CERTIFICATE: CertificateFiles = {
  certificate: `${CERTIFICATE_FOLDER}/tls.crt`,
  key: `${CERTIFICATE_FOLDER}/tls.key`,
  authority: `${CERTIFICATE_FOLDER}/ca.crt`,
};
const CHECK_SECONDS = 60;
/** The chart's script writes the configuration there before it starts the server. */
const SCRATCH = { name: "scratch", mountPath: "/tmp", limit: "16Mi" };

/** Values of the chart for several servers behind a seal. */
export function lastingValues(place: LastingServer) {
  const { server, name, replicas, cluster } = place;
  const peerAddresses = Array.from({ length: replicas }, (_, index) => peerAddress(name, `${name}-${index}`));
  const volume = (size: number) => ({
    enabled: true,
    size: `${size}Gi`,
    ...(place.storageClassName === undefined ? {} : { storageClass: place.storageClassName }),
  });
  return {
    fullnameOverride: name,
    server: {
      ...common(place),
      ha: {
        replicas,
        // The name of the pod, which its certificate is good for, in place of its address, which it is not.
        apiAddr: peerAddress(name, `$(${server.podNameVariable})`),
        raft: {
          config: vaultConfiguration({
            server,
            clusterName: name,
            peerAddresses,
            certificate: CERTIFICATE,
            seal: place.seal,
            openForRecovery: place.openForRecovery,
          }),
        },
      },
      dataStorage: volume(place.dataStorageGiB),
      auditStorage: volume(place.auditStorageGiB),
      extraEnvironmentVars: { [`${server.variablePrefix}_CACERT`]: CERTIFICATE.authority },
      volumes: [
        { name: "certificate", secret: { secretName: place.certificateSecretName, defaultMode: 0o440 } },
        { name: SCRATCH.name, emptyDir: { medium: "Memory", sizeLimit: SCRATCH.limit } },
      ],
      volumeMounts: [
        { name: "certificate", mountPath: CERTIFICATE_FOLDER, readOnly: true },
        { name: SCRATCH.name, mountPath: SCRATCH.mountPath },
      ],
      postStart: ["/bin/sh", "-c", reloadOnRenewal(server.executable)],
      ...(cluster.spreadsOverZones ? { topologySpreadConstraints: overZones(place.podLabels) } : {}),
    },
  };
}

/** Values of the chart for development mode. */
export function embeddedValues(place: VaultServerPlace) {
  return {
    fullnameOverride: place.name,
    global: { tlsDisable: true },
    server: {
      ...common(place),
      dev: { enabled: true },
      ha: { enabled: false, raft: { enabled: false } },
      auditStorage: { enabled: false },
      // It writes beside its program, and nothing of it is worth protecting.
      statefulSet: { securityContext: { container: { readOnlyRootFilesystem: false } } },
    },
  };
}

function common({ name, identity, image }: VaultServerPlace) {
  return {
    image: { ...image },
    serviceAccount: { create: true, name },
    extraLabels: identityLabels(identity),
  };
}

function peerAddress(name: string, pod: string): string {
  return `https://${pod}.${name}-internal:${API_PORT}`;
}

/** No zone has two servers more than another: with one zone gone, most of them are left. */
function overZones(podLabels: Readonly<Record<string, string>>) {
  return [
    {
      maxSkew: 1,
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: { matchLabels: podLabels },
    },
  ];
}

/**
 * The server reads its certificate when it starts and when it gets a SIGHUP. A renewed one appears in its folder by
 * itself, so something has to look; otherwise the server shows the old one until somebody restarts it, or until it ends.
 */
function reloadOnRenewal(executable: string): string {
  const digest = `cksum < ${CERTIFICATE.certificate}`;
  return (
    `(then=$(${digest}); while sleep ${CHECK_SECONDS}; do now=$(${digest}); ` +
    `[ "$now" = "$then" ] || { kill -HUP $(pidof ${executable}) && then=$now; }; done) > /dev/null 2>&1 &`
  );
}
