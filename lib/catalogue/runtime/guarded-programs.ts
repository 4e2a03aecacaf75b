import { HORCRUX } from "../clients/horcrux";
import { SHARE_SIGNERS, SIGNERS } from "../registry";

/** What starts a program inside of its container. */
export interface StartScript {
  /** Names of the shell that runs it, as the kernel shows them: the script's own where the script names its shell. */
  readonly names: readonly string[];
  /** Whether it waits for the program in place of becoming it. */
  readonly stays: boolean;
}

/** A program that holds or uses keys, and what it does while nobody attacks it. Everything else is told. */
export interface GuardedProgram {
  /** Its name in the catalogue, which is also the label `palisade.dev/client` of its pods. */
  readonly client: string;
  /** Its name as people write it. */
  readonly title: string;
  /** Names of the containers that run it. */
  readonly containers: readonly string[];
  /** Paths of what runs in them, after links are followed. */
  readonly executables: readonly string[];
  /** The script that starts it. @default - it is started by itself */
  readonly start?: StartScript;
  /** Folders with keys, passwords and tokens, which nothing but the program reads. */
  readonly keyFolders: readonly string[];
  /** Ports of others that it connects to, besides DNS. */
  readonly reaches: readonly number[];
  /** Other containers of its pods. @default - not known, and a strange one is not told */
  readonly companions?: readonly string[];
  /** Where all of this was read. */
  readonly source: string;
}

/** Where Kubernetes mounts tokens, and constructs mount Secrets; the first one is a link to the second in most images. */
const TOKENS = ["/var/run/secrets", "/run/secrets"];

const HTTPS = 443;
const POSTGRESQL = 5432;
/** API of Vault and of OpenBao. */
const VAULT = 8200;
/** JSON-RPC of an execution client. */
const RPC = 8545;
/** Where pods of EKS get the credentials of their role, at 169.254.170.23. */
const POD_IDENTITY = 80;
/** Where a node of CometBFT waits for who signs for it. */
const PRIVATE_VALIDATOR = 1234;

/**
 * The start script of Gradle is read by a shell that has the script's name, runs `uname`, `xargs`, `sed` and `tr`, and
 * becomes Java in the end.
 */
const WEB3SIGNER = {
  executables: ["/opt/java/openjdk/bin/java"],
  start: { names: ["web3signer"], stays: false },
  source:
    "Consensys/web3signer 26.4.2 and 3522fc87d020, docker/Dockerfile (Java, entry point) and build.gradle (startScripts); paths of constructs/keys",
} as const;

/** Programs that rules about running programs know. */
export const GUARDED_PROGRAMS: readonly GuardedProgram[] = [
  {
    ...WEB3SIGNER,
    client: SIGNERS["web3signer-eth2"].name,
    title: SIGNERS["web3signer-eth2"].title,
    containers: [SIGNERS["web3signer-eth2"].name],
    keyFolders: [SIGNERS["web3signer-eth2"].folder, "/etc/signer-tls", "/run/database-login", ...TOKENS],
    reaches: [POSTGRESQL, VAULT, HTTPS],
    companions: ["database-login"],
  },
  {
    ...WEB3SIGNER,
    client: SIGNERS["web3signer-eth1"].name,
    title: SIGNERS["web3signer-eth1"].title,
    containers: [SIGNERS["web3signer-eth1"].name],
    keyFolders: [SIGNERS["web3signer-eth1"].folder, "/etc/signer-tls", ...TOKENS],
    reaches: [RPC, HTTPS, POD_IDENTITY],
    companions: [],
  },
  {
    client: SHARE_SIGNERS.dirk.name,
    title: SHARE_SIGNERS.dirk.title,
    containers: [SHARE_SIGNERS.dirk.name],
    executables: [SHARE_SIGNERS.dirk.command[0]],
    start: { names: ["sh"], stays: true },
    keyFolders: [SHARE_SIGNERS.dirk.folder, ...TOKENS],
    reaches: [...SHARE_SIGNERS.dirk.ports.filter(({ use }) => use === "signing").map(({ port }) => port), HTTPS],
    source: "attestantio/dirk, Dockerfile (entry point) and docs/configuration.md",
  },
  {
    client: HORCRUX.name,
    title: HORCRUX.title,
    containers: [HORCRUX.name],
    executables: ["/bin/horcrux"],
    start: { names: ["sh"], stays: true },
    keyFolders: [HORCRUX.secretsFolder, ...TOKENS],
    reaches: [...HORCRUX.ports.filter(({ use }) => use === "signing").map(({ port }) => port), PRIVATE_VALIDATOR],
    source: "strangelove-ventures/horcrux fb49be9, docker/horcrux/Dockerfile and docs/signing.md",
  },
];
