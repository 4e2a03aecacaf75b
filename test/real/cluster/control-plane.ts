import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOOPBACK, withFreePorts } from "../harness/free-ports";
import { type Server, startServer } from "../harness/server";
import type { ToolName } from "../tools";
import { type ClusterAccess, KubernetesClient } from "./kubernetes-client";

/** The programs of an API server and its store. */
export const API_SERVER_TOOLS = ["etcd", "kube-apiserver"] as const satisfies readonly ToolName[];

/** Those and the ones that bring objects to life: controllers, scheduler, and kwok that pretends nodes and pods. */
export const CLUSTER_TOOLS = [
  ...API_SERVER_TOOLS,
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
  "kwok-stages",
] as const satisfies readonly ToolName[];

/** A control plane that runs on loopback. */
export interface ControlPlane {
  readonly client: KubernetesClient;
  /** How its client reaches it. */
  readonly access: ServerAccess;
  /** File that other programs reach it with. */
  readonly kubeconfig: string;
  /** Its folder: keys, configuration and the log of each server. */
  readonly folder: string;
  /** Ends it, last started first. The folder is gone afterwards, unless it is kept for a look at the logs. */
  readonly stop: (keep?: boolean) => Promise<void>;
}

/** How a server is reached whose certificates are in a file. */
export type ServerAccess = Omit<ClusterAccess, "authority">;

/** Gives the path of a program. */
type ProgramOf<Name extends ToolName> = (name: Name) => string;

/** What pretends nodes, pods and volumes; the rest of the stages spoil things on purpose. */
const STAGES: readonly string[] = [
  "node/fast/node-initialize.yaml",
  "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
  "pod/fast/pod-complete.yaml",
  "pod/fast/pod-delete.yaml",
  "pod/fast/pod-ready.yaml",
  "volume/fast/pvc-provision.yaml",
  "volume/fast/pv-bind.yaml",
];

function kubeconfigOf({ host, port, token }: ServerAccess, authorityFile: string): string {
  const cluster = { server: `https://${host}:${port}`, "certificate-authority": authorityFile };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{ name: "test", cluster }],
    users: [{ name: "test", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "test" } }],
  });
}

async function startEtcd(program: string, folder: string, [client = 0, peer = 0]: readonly number[]): Promise<Server> {
  const [clientUrl, peerUrl] = [`http://${LOOPBACK}:${client}`, `http://${LOOPBACK}:${peer}`];
  return startServer({
    program,
    folder,
    arguments: [
      `--data-dir=${join(folder, `etcd-${client}`)}`,
      `--listen-client-urls=${clientUrl}`,
      `--advertise-client-urls=${clientUrl}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      // What a test stores may be lost with the machine.
      "--unsafe-no-fsync",
    ],
    isReady: async () => (await fetch(`${clientUrl}/health`)).ok,
  });
}

/** Files that the servers share. */
interface Keys {
  readonly tokenFile: string;
  readonly token: string;
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Keys of this run alone: a token of the administrator, and the pair that signs the tokens of service accounts. */
function writeKeys(folder: string): Keys {
  const token = randomBytes(16).toString("hex");
  const tokenFile = join(folder, "tokens.csv");
  const privateKey = join(folder, "accounts.key");
  const publicKey = join(folder, "accounts.pub");
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  writeFileSync(tokenFile, `${token},test,test,"system:masters"\n`, { mode: 0o600 });
  writeFileSync(privateKey, pair.privateKey, { mode: 0o600 });
  writeFileSync(publicKey, pair.publicKey);
  return { token, tokenFile, privateKey, publicKey };
}

/**
 * A client of a server that says it is ready. The server writes its certificate while this reads it, and half of one
 * is no authority; so the file is read anew whenever the server is asked.
 *
 * @throws Error when the server does not answer, or not with what the file holds
 */
export async function readyClient(access: ServerAccess, authorityFile: string): Promise<KubernetesClient | undefined> {
  const client = new KubernetesClient({ ...access, authority: readFileSync(authorityFile, "utf8") });
  try {
    if ((await client.send("GET", "/readyz")).status === 200) return client;
  } catch (fault) {
    client.close();
    throw fault;
  }
  client.close();
  return undefined;
}

/** The API server with its store. */
async function startApiServer(
  programOf: ProgramOf<(typeof API_SERVER_TOOLS)[number]>,
  folder: string,
  keys: Keys,
  started: Server[],
): Promise<{ readonly client: KubernetesClient; readonly access: ServerAccess; readonly authorityFile: string }> {
  const etcdPort = await withFreePorts(2, async (ports) => {
    started.push(await startEtcd(programOf("etcd"), folder, ports));
    return ports[0] ?? 0;
  });
  const certificates = join(folder, "certificates");
  const authorityFile = join(certificates, "apiserver.crt");
  return withFreePorts(1, async ([port = 0]) => {
    const access = { host: LOOPBACK, port, token: keys.token };
    let client: KubernetesClient | undefined;
    const server = await startServer({
      program: programOf("kube-apiserver"),
      folder,
      arguments: [
        `--etcd-servers=http://${LOOPBACK}:${etcdPort}`,
        `--bind-address=${LOOPBACK}`,
        `--secure-port=${port}`,
        // The server signs its certificate itself.
        `--cert-dir=${certificates}`,
        // Nobody looks it up under the address for others, which must not be loopback: RFC 5737, an example.
        "--advertise-address=192.0.2.1",
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.96.0.0/16",
        `--token-auth-file=${keys.tokenFile}`,
        "--authorization-mode=RBAC",
        "--anonymous-auth=false",
        // As in every cluster whose network and disks come as pods: whether one may is for policies to say.
        "--allow-privileged=true",
        "--service-account-issuer=https://kubernetes.default.svc",
        `--service-account-key-file=${keys.publicKey}`,
        `--service-account-signing-key-file=${keys.privateKey}`,
      ],
      isReady: async () => {
        client = await readyClient(access, authorityFile);
        return client !== undefined;
      },
    });
    started.push(server);
    if (client === undefined) throw new Error("the API server was ready before anybody asked");
    return { client, access, authorityFile };
  });
}

function endingWith(started: Server[], folder: string, client: () => KubernetesClient | undefined) {
  return async (keep = false) => {
    client()?.close();
    for (const server of started.reverse()) await server.stop(10);
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };
}

/** Starts an API server with its store and nothing behind it: it judges objects and brings none to life. */
export async function startBareControlPlane(
  programOf: ProgramOf<(typeof API_SERVER_TOOLS)[number]>,
): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-control-plane-"));
  const started: Server[] = [];
  let client: KubernetesClient | undefined;
  const stop = endingWith(started, folder, () => client);
  try {
    const keys = writeKeys(folder);
    const { access, authorityFile, ...server } = await startApiServer(programOf, folder, keys, started);
    client = server.client;
    const kubeconfig = join(folder, "kubeconfig");
    writeFileSync(kubeconfig, kubeconfigOf(access, authorityFile), { mode: 0o600 });
    return { client, access, kubeconfig, folder, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Starts a whole control plane, with kwok in the place of nodes: it makes pods ready that no machine runs. */
export async function startControlPlane(programOf: ProgramOf<(typeof CLUSTER_TOOLS)[number]>): Promise<ControlPlane> {
  const bare = await startBareControlPlane(programOf);
  const { client, access, folder, kubeconfig } = bare;
  const started: Server[] = [];
  const stop = async (keep = false) => {
    for (const server of started.reverse()) await server.stop(10);
    await bare.stop(keep);
  };
  const common = [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--secure-port=0"];
  const start = async (program: string, words: readonly string[], isReady: () => Promise<boolean>) => {
    started.push(await startServer({ program, folder, arguments: words, isReady }));
  };
  try {
    await start(
      programOf("kube-controller-manager"),
      [
        ...common,
        `--service-account-private-key-file=${join(folder, "accounts.key")}`,
        `--root-ca-file=${join(folder, "certificates", "apiserver.crt")}`,
      ],
      // Its first work on a new cluster: every namespace gets an account.
      async () => (await client.send("GET", "/api/v1/namespaces/default/serviceaccounts/default")).status === 200,
    );
    await start(programOf("kube-scheduler"), common, async () => true);
    const stages = programOf("kwok-stages");
    const home = join(folder, "kwok");
    mkdirSync(home);
    await start(
      programOf("kwok"),
      [
        `--kubeconfig=${kubeconfig}`,
        "--manage-all-nodes=true",
        ...STAGES.map((stage) => `--config=${join(stages, stage)}`),
      ],
      async () => true,
    );
    return { client, access, folder, kubeconfig, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
