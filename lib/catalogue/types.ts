import type { SubjectId } from "./alerts/subjects";
import type { FlagListName } from "./clients/flag-list";

/** What a client does in a node. */
export type ClientRole = "execution" | "consensus";

/** A container image at an exact release. */
export interface ImageSpec {
  /** Registry and repository. */
  readonly repository: string;
  /** Exact tag. */
  readonly tag: string;
  /** Where the tag was seen, and when. */
  readonly source: string;
}

/** What a port is for. */
export type PortUse = "rpc" | "websocket" | "beacon" | "signing" | "metrics";

/** A port that only the inside may reach. */
export interface PortSpec {
  /** Name, at most 15 characters, unique among the clients of a chain. */
  readonly name: string;
  /** Port number. */
  readonly port: number;
  /** What it is for. */
  readonly use: PortUse;
}

/** A port for the peers of the chain. Its number is the first peer port of the client plus `offset`. */
export interface PeerPortSpec {
  /** Name, at most 15 characters, unique among the clients of a chain. */
  readonly name: string;
  /** Distance from the first peer port. */
  readonly offset: number;
  /** Transport. */
  readonly protocol: "TCP" | "UDP";
}

/** What a program asks for. */
export interface ResourcesSpec {
  /** CPU it is promised, in thousandths of a core. */
  readonly cpuMillicores: number;
  /** Memory it is promised, in MiB. */
  readonly memoryMiB: number;
  /** Memory it may not exceed, in MiB. */
  readonly memoryLimitMiB: number;
}

/** What a client keeps on disk. */
export interface DiskSpec {
  /** Size of its volume, in GiB, with room to grow. */
  readonly storageGiB: number;
  /** Where the size comes from. Says "own proposal" where nobody published one. */
  readonly source: string;
}

/** How much a client needs on one network. */
export interface SizingSpec {
  /** Its volume. */
  readonly disk: DiskSpec;
  /** CPU and memory. */
  readonly resources: ResourcesSpec;
}

/** What the kubelet asks a program. */
export type ProbeQuestion =
  | { readonly kind: "tcp"; readonly port: string }
  | { readonly kind: "http"; readonly port: string; readonly path: string }
  | { readonly kind: "command"; readonly command: readonly string[] };

/** A question and how patiently it is asked. */
export interface ProbeSpec {
  /** The question. Ports are named. */
  readonly question: ProbeQuestion;
  /** Seconds between attempts. */
  readonly periodSeconds: number;
  /** Failures in a row until the probe fails. */
  readonly failureThreshold: number;
}

/** The three questions a program answers. */
export interface ProbesSpec {
  /** Holds back the other two until the program has started. */
  readonly startup: ProbeSpec;
  /** Restarts the program when it fails. */
  readonly liveness: ProbeSpec;
  /** Takes the pod out of its Services when it fails. */
  readonly readiness: ProbeSpec;
}

/** Where a program shows its metrics, and which page of the alert catalogue reads them. */
export interface MetricsSpec {
  /** Name of one of its ports. */
  readonly port: string;
  /** Path of the endpoint. */
  readonly path: string;
  /** Page of the alert catalogue. */
  readonly subject: SubjectId;
}

/** A program that ships as an image. */
export interface ProgramSpec {
  /** Its name in the catalogue. */
  readonly name: string;
  /** Its name as its project writes it. */
  readonly title: string;
  /** The release that is pinned. */
  readonly image: ImageSpec;
  /** Ports for the inside. */
  readonly ports: readonly PortSpec[];
  /** Its metrics. */
  readonly metrics: MetricsSpec;
  /** Its probes. */
  readonly probes: ProbesSpec;
  /** Seconds it gets to write down its state before it is killed. */
  readonly stopGraceSeconds: number;
}

/** One flag of a command line: a name with its dashes, and a value unless it is a switch. */
export type Flag = readonly [name: string, value?: string | number];

/** Where two clients of one pod talk to each other over the engine API. */
export interface EngineContext {
  /** Port on the loopback address of the pod. */
  readonly port: number;
  /** File with the secret both know. */
  readonly secretFile: string;
}

/** What the flags of a client are made from. */
export interface FlagContext {
  /** Name of the network, such as `mainnet`. */
  readonly network: string;
  /** Folder for its data. */
  readonly dataDirectory: string;
  /** Numbers of its peer ports, by the name in `peerPorts`. */
  readonly peerPorts: Readonly<Record<string, number>>;
  /** The engine API of the pod. @default - the chain has none */
  readonly engine?: EngineContext;
  /** Public address it tells its peers. @default - the client finds out by itself */
  readonly announcedAddress?: string;
  /** Beacon API that a client with an empty volume starts from. @default - it starts from genesis */
  readonly checkpointSyncUrl?: string;
}

/** One program that takes part in a chain. */
export interface ClientSpec extends ProgramSpec {
  /** What it does in a node. */
  readonly role: ClientRole;
  /** The chains it fits, their networks, and how much it needs there. */
  readonly chains: Readonly<Record<string, Readonly<Record<string, SizingSpec>>>>;
  /** Start of its command line, before the flags. */
  readonly command: readonly string[];
  /** Ports for its peers. */
  readonly peerPorts: readonly PeerPortSpec[];
  /** First peer port when nobody chooses one; in the node port range of Kubernetes. */
  readonly firstPeerPort: number;
  /** List of every flag it knows, which its own and a user's are checked against. */
  readonly flagList: FlagListName;
  /** Its flags. */
  readonly flags: (context: FlagContext) => readonly Flag[];
  /** Flags nobody may add, and why. */
  readonly refusedFlags: Readonly<Record<string, string>>;
  /** POSIX shell in its image, together with `od`, `tr` and `grep`. @default - none */
  readonly shell?: string;
  /** Whether it starts from a checkpoint. @default - false */
  readonly checkpointSync?: boolean;
}

/** A program that stands in front of nodes. */
export interface GatewaySpec extends ProgramSpec {
  /** Its whole command line; the last part is the path of its configuration file. */
  readonly command: readonly string[];
  /** Folder of its configuration file. */
  readonly configurationPath: string;
  /** Name of its configuration file. */
  readonly configurationFile: string;
  /** CPU and memory of one replica. */
  readonly resources: ResourcesSpec;
  /** Environment variables it needs for a given memory limit in MiB. */
  readonly environment: (memoryLimitMiB: number) => Readonly<Record<string, string>>;
}

/** A program of which only the image is known here: it runs once and ends. */
export interface ProgramImageSpec {
  /** Its name in the catalogue. */
  readonly name: string;
  /** Its name as its project writes it. */
  readonly title: string;
  /** The release that is pinned. */
  readonly image: ImageSpec;
}

/** A program that signs for others, in one of its modes. */
export interface SignerSpec extends ProgramSpec {
  /** Start of its command line, before the flags that hold for every mode. */
  readonly command: readonly string[];
  /** Word behind those flags that chooses the mode; its own flags come after it. */
  readonly subcommand: string;
  /** List of every flag it knows in this mode. */
  readonly flagList: FlagListName;
  /** Folder of its configuration files. */
  readonly folder: string;
  /** CPU and memory of one replica. */
  readonly resources: ResourcesSpec;
}

/** A program of which several instances hold a share of each key, and sign together. */
export interface ShareSignerSpec extends ProgramSpec {
  /** Start of its command line. */
  readonly command: readonly string[];
  /** POSIX shell in its image, together with `mkdir`, `mv`, `cat`, `grep`, `basename` and `dirname`. */
  readonly shell: string;
  /** Folder of its configuration file. */
  readonly folder: string;
  /** Name of its configuration file. */
  readonly configurationFile: string;
  /** Folder of its shares and of what it signed. */
  readonly dataFolder: string;
  /** CPU and memory of one instance. */
  readonly resources: ResourcesSpec;
  /** Volume of one instance. */
  readonly disk: DiskSpec;
}

/** One network of a chain. */
export interface NetworkSpec {
  /** Number that signs every transaction for this network (EIP-155). */
  readonly chainId: number;
  /** Whether its coins are worth nothing. */
  readonly test: boolean;
  /** Public beacon APIs that serve a checkpoint, the preferred one first. Empty where none is known. */
  readonly checkpointSyncUrls: readonly string[];
  /** Where the numbers and addresses were read, and when. */
  readonly source: string;
}

/** How a chain is spoken to through a gateway. */
export interface ChainRpcSpec {
  /** Architecture in the words of eRPC. */
  readonly architecture: "evm";
  /** Methods a gateway lets through, as globs. */
  readonly methods: readonly string[];
  /** Widest block range of one `eth_getLogs` call. */
  readonly logsRangeBlocks: number;
  /** Whether a node that says it is syncing should get no calls. False where nodes always say so. */
  readonly skipWhenSyncing: boolean;
}

/** One chain. */
export interface ChainSpec {
  /** Its name in the catalogue. */
  readonly name: string;
  /** Its name as people write it. */
  readonly title: string;
  /** The roles a node needs, one client each; the first is the one that answers RPC calls. */
  readonly roles: readonly ClientRole[];
  /** Port of the engine API, on loopback. @default - its clients have none */
  readonly enginePort?: number;
  /** How it is spoken to. */
  readonly rpc: ChainRpcSpec;
  /** Its networks, by name. */
  readonly networks: Readonly<Record<string, NetworkSpec>>;
}
