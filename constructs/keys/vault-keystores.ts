import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { CUSTODY, type CurveName } from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import type { ICluster } from "../core/cluster";
import { type IPeer, Peer, type PeerPort, type PeerSelector } from "../core/peer";
import type { ISecretReader } from "../core/secret";
import type { VaultAccess } from "../secrets";
import { checkIdentifiers, checkName, checkNoMaterial, checkTexts, isText, placeOf, requireProps } from "./key-checks";
import { DeclaredKeySource, type KeySourceProps } from "./key-source";
import { noteKeySource } from "./noted-key-sources";
import { accountProblem } from "./signer-checks";

/** Props of `KeySource.vaultKeystores`. */
export interface VaultKeystoresProps extends KeySourceProps {
  /** Public keys, one for each path. The key of `0x93…` stands below `path` under its public key in small letters, with `0x`. */
  readonly keys: readonly string[];
  /** Folder below the mount in which the keys stand, such as `validators/mainnet`. */
  readonly path: string;
  /** Name of the value that holds the key. @default - value */
  readonly keyName?: string;
  /**
   * SHA-256 fingerprints of Vault's certificates, for one that no public authority signed. Public; a new certificate
   * needs its fingerprint here before Vault shows it.
   * @default - the authorities that the signer's image trusts
   */
  readonly serverFingerprints?: readonly string[];
  /** Where Vault is reached. @default - the namespace in a `.svc` address, else the cluster's private network */
  readonly server?: IPeer;
}

/** How a signer logs in to Vault for its keys. */
export interface VaultKeyLogin {
  /** Name of the role. */
  readonly roleName: string;
  /** Path of the Kubernetes auth method. */
  readonly authPath: string;
  /** Audience of the token that it logs in with. */
  readonly audience: string;
}

/** Seconds that the login lives: loading takes one, and a reload logs in again. */
const TOKEN_SECONDS = 600;
const DEFAULT_KEY_NAME = "value";
/** Validators of Ethereum sign with it. What else a signer could load from there belongs in KMS. */
const CURVE: CurveName = "bls12-381";
/** 32 bytes in pairs of hexadecimal digits, with or without colons. */
const FINGERPRINT = /^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$/;
const KEY_NAME = /^[A-Za-z0-9_.-]{1,253}$/;

function noKeys(): Problem {
  return {
    what: "a key source in Vault names no keys, so that nobody can tell whether one is used twice",
    allowed: "the public key of each",
    doThis: "list the public keys",
  };
}

function oddFingerprint(got: unknown): Problem {
  return {
    what: "a fingerprint of Vault's certificate is none",
    got,
    allowed: "32 bytes as AA:BB:…, of SHA-256",
    doThis: "take it from `openssl x509 -noout -fingerprint -sha256`",
  };
}

function oddKeyName(got: unknown): Problem {
  return {
    what: "the name of the value in Vault that holds the key is no name",
    got,
    allowed: "letters, digits, dots, dashes and underscores",
    doThis: "correct keyName",
  };
}

function secondReader(source: string, here: string, there: string): Problem {
  return {
    what: `the keys of ${source} are already loaded by ${there}`,
    allowed: "one signer for each key: its replicas share one database of what was signed, two signers do not",
    doThis: `make a key source of its own for ${here}, or remove ${there} and apply that first`,
    where: here,
  };
}

/** Keys of Ethereum's validators in Vault, of which a signer loads exactly those that are listed. */
export class VaultKeystores extends DeclaredKeySource {
  /** Store in which they stand. */
  public readonly store: VaultAccess;
  /** Folder below the mount. */
  public readonly path: string;
  /** Name of the value that holds each key. */
  public readonly keyName: string;
  /** Fingerprints of Vault's certificates; empty where a public authority signed them. */
  public readonly serverFingerprints: readonly string[];

  private readonly server: IPeer | undefined;
  private reader: ISecretReader | undefined;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(store: VaultAccess, props: VaultKeystoresProps) {
    const custody = CUSTODY["vault-keystores"];
    requireProps(placeOf(custody, undefined), props);
    const { keyName = DEFAULT_KEY_NAME, serverFingerprints = [], keys } = props;
    const check = new Checker(placeOf(custody, props.name));
    if (checkNoMaterial(check, props)) {
      checkName(check, props.name);
      checkIdentifiers(check, CURVE, keys);
      check.that(keys !== undefined && (!Array.isArray(keys) || keys.length > 0), noKeys);
      check.collect(() => store.path(isText(/./, props.path) ? props.path : ""));
      check.that(isText(KEY_NAME, keyName), () => oddKeyName(keyName));
      for (const print of checkTexts(check, "serverFingerprints", serverFingerprints)) {
        check.that(FINGERPRINT.test(print), () => oddFingerprint(print));
      }
    }
    check.done();
    const facts = { server: store.address, mount: store.mount, folder: props.path, value: keyName };
    const toComplete = [
      "Make the keys offline, keep the backup offline, and keep withdrawal keys out of Vault altogether.",
      `Write each key under \`${props.path}/<public key>\` as \`${keyName}\`, from a machine of yours and with a login that ends: \`vault kv put -mount=${store.mount} ${props.path}/0x… ${keyName}=-\` reads it from the standard input.`,
      "Make sure that no other validator or signer has one of them, and never had.",
    ];
    super({ custody, name: props.name, keys: keys.map(plainKey), facts, toComplete }, CURVE);
    this.store = store;
    this.path = props.path;
    this.keyName = keyName;
    this.serverFingerprints = serverFingerprints;
    this.server = props.server;
    noteKeySource(store, this);
  }

  /**
   * Lets a signer load the keys: a policy that reads exactly their paths, and a role that only its service account takes
   * on. Nothing is copied into Kubernetes. The signer waits for both: it asks once, when it starts, and goes on without
   * the keys that it was refused.
   *
   * @throws PalisadeError when the signer has no service account of its own, or when another one loads the keys already
   */
  public grantLoad(reader: ISecretReader): VaultKeyLogin {
    const { store } = this;
    const account = reader.serviceAccountName;
    const here = reader.node.path;
    const problem = accountProblem(reader, "the signer", "so that every pod there could load its keys");
    if (problem !== undefined) throw new PalisadeError([problem]);
    if (this.reader !== undefined && this.reader !== reader) {
      throw new PalisadeError([secondReader(this.name, here, this.reader.node.path)]);
    }
    const stack = TerraformStack.of(store);
    const namespace = reader.namespace.namespaceName;
    const roleName = physicalName([stack.node.id, namespace, account, "keys", this.name], NameRules.vault);
    if (this.reader === undefined) {
      const policy = new Policy(store, `keys-${this.name}`, { name: roleName, policy: this.readPolicy() });
      const role = new KubernetesAuthBackendRole(store, `keys-reader-${this.name}`, {
        backend: store.kubernetesAuthReference,
        roleName,
        boundServiceAccountNames: [account],
        boundServiceAccountNamespaces: [namespace],
        audience: store.audience,
        tokenPolicies: [policy.name],
        tokenNoDefaultPolicy: true,
        tokenTtl: TOKEN_SECONDS,
        tokenMaxTtl: TOKEN_SECONDS,
      });
      const own = TerraformStack.of(reader);
      if (own !== stack) own.addDependency(stack);
      reader.node.addDependency(policy, role);
    }
    this.reader = reader;
    return { roleName, authPath: store.kubernetesAuthPath, audience: store.audience };
  }

  /** Who the signer has to reach. */
  public peerFor(cluster: ICluster): IPeer {
    if (this.server !== undefined) return this.server;
    const namespace = /^[a-z0-9-]+\.([a-z0-9-]+)\.svc(\.|$)/.exec(new URL(this.store.address).hostname)?.[1];
    return namespace === undefined ? new PrivateNetwork(cluster.privateCidrs) : Peer.namespace(namespace);
  }

  /** Port of the server. */
  public get port(): PeerPort {
    const { port, protocol } = new URL(this.store.address);
    return { port: port === "" ? defaultPort(protocol) : Number(port) };
  }

  /** Exact paths: a folder with a wildcard would hold whatever is put there next. */
  private readPolicy(): string {
    return this.keys
      .map((key) => `path "${this.store.mountReference}/data/${this.path}/${key}" {\n  capabilities = ["read"]\n}\n`)
      .join("\n");
  }
}

class PrivateNetwork implements IPeer {
  public constructor(private readonly cidrs: readonly string[]) {}

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.cidrs.map((cidr) => ({ cidr }));
  }
}

function defaultPort(protocol: string): number {
  return protocol === "https:" ? 443 : 80;
}

/** How a key is spelt in paths: Vault tells capital letters from small ones. */
function plainKey(key: string): string {
  return `0x${key.toLowerCase().replace(/^0x/, "")}`;
}
