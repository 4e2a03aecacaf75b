import { Mount } from "@cdktf/provider-vault/lib/mount";
import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { DAY_SECONDS } from "../../lib/core/day";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { VaultCapability } from "../../lib/render/vault-policy";
import { markIdentity } from "../core/identity";
import type { ISecretReader } from "../core/secret";
import { pathProblem } from "./secret-checks";
import type { VaultAccess } from "./vault-access";
import type { VaultLogin } from "./vault-login";
import { grantUse, type VaultPodLogin } from "./vault-use";

/** Props of `TransitEngine`. */
export interface TransitEngineProps {
  /** Store whose logins users of the keys have. */
  readonly store: VaultAccess;
  /** Path of the engine. @default - transit */
  readonly path?: string;
}

/** Props of one key. */
export interface TransitKeyProps {
  /**
   * What it does. Vault has no secp256k1 and no BLS key: for those see the key sources.
   * @default - aes256-gcm96: it encrypts
   */
  readonly type?: TransitKeyType;
  /** Days between two versions, at most 365. What an older version encrypted is still read. @default - 90 */
  readonly rotateEveryDays?: number;
}

/** What a kind of key is for (HashiCorp Vault, transit secrets engine, API, "Create key"). */
const KEY_TYPES = {
  "aes256-gcm96": { encrypts: true, signs: false },
  "chacha20-poly1305": { encrypts: true, signs: false },
  ed25519: { encrypts: false, signs: true },
  "ecdsa-p256": { encrypts: false, signs: true },
  "ecdsa-p384": { encrypts: false, signs: true },
  "rsa-4096": { encrypts: true, signs: true },
} as const;

/** A kind of key. */
export type TransitKeyType = keyof typeof KEY_TYPES;

const DEFAULT_ROTATION_DAYS = 90;
const LONGEST_ROTATION_DAYS = 365;
/** The endpoints of the engine that ask a key for something. */
const CHANGE: readonly VaultCapability[] = ["update"];

function rotationProblem(got: number): Problem {
  return {
    what: "the key would never be rotated, or at once",
    got,
    allowed: `whole days, from 1 to ${LONGEST_ROTATION_DAYS}`,
    doThis: "leave it at a quarter",
  };
}

/** Keys that stay in Vault: programs have it encrypt and sign, and never see a key. */
export class TransitEngine extends Construct {
  /** Path of the engine. */
  public readonly path: string;
  /** Store whose logins users of the keys have. */
  public readonly store: VaultAccess;
  /** The path, as a live reference. */
  public readonly pathReference: string;

  /** @throws PalisadeError when the path is no plain path */
  public constructor(scope: Construct, id: string, props: TransitEngineProps) {
    super(scope, id);
    this.path = props.path ?? "transit";
    this.store = props.store;
    const check = new Checker(this.node.path);
    const problem = pathProblem("path of the engine", this.path);
    if (problem !== undefined) check.add(problem);
    check.done();
    markIdentity(this, { kind: "key", name: this.path });
    const mount = new Mount(this, "mount", {
      path: this.path,
      type: "transit",
      description: "Keys that stay in Vault, managed by Palisade.",
      lifecycle: { preventDestroy: true },
    });
    this.pathReference = mount.path;
  }

  /** @throws PalisadeError listing every problem of the props */
  public key(name: string, props: TransitKeyProps = {}): TransitKey {
    return new TransitKey(this, name, props);
  }
}

/** One key. It cannot be exported, backed up in clear or deleted. Made by `TransitEngine.key`. */
export class TransitKey extends Construct {
  /** Kind of key. */
  public readonly type: TransitKeyType;

  /** For the engine. @throws PalisadeError listing every problem of the props */
  public constructor(
    private readonly engine: TransitEngine,
    private readonly name: string,
    props: TransitKeyProps,
  ) {
    super(engine, name);
    this.type = props.type ?? "aes256-gcm96";
    const days = props.rotateEveryDays ?? DEFAULT_ROTATION_DAYS;
    const check = new Checker(this.node.path);
    const problem = pathProblem("name of the key", name);
    if (problem !== undefined) check.add(problem);
    check.that(Number.isInteger(days) && days >= 1 && days <= LONGEST_ROTATION_DAYS, () => rotationProblem(days));
    check.that(Object.hasOwn(KEY_TYPES, this.type), () => ({
      what: "Vault has no such kind of key",
      got: this.type,
      allowed: Object.keys(KEY_TYPES).join(", "),
      doThis: "choose one of them; keys of chains belong to a key source",
    }));
    check.done();
    new TransitSecretBackendKey(this, "Resource", {
      backend: engine.pathReference,
      name,
      type: this.type,
      autoRotatePeriod: days * DAY_SECONDS,
      // Both are switches that cannot be put back.
      exportable: false,
      allowPlaintextBackup: false,
      deletionAllowed: false,
      lifecycle: { preventDestroy: true },
    });
  }

  /** Lets somebody have text encrypted. @throws PalisadeError when the key only signs */
  public grantEncrypt(user: ISecretReader): VaultPodLogin;
  public grantEncrypt(user: VaultLogin): undefined;
  public grantEncrypt(user: ISecretReader | VaultLogin): VaultPodLogin | undefined {
    return this.grant("encrypt", "encrypts", user);
  }

  /** Lets somebody have text decrypted. @throws PalisadeError when the key only signs */
  public grantDecrypt(user: ISecretReader): VaultPodLogin;
  public grantDecrypt(user: VaultLogin): undefined;
  public grantDecrypt(user: ISecretReader | VaultLogin): VaultPodLogin | undefined {
    return this.grant("decrypt", "encrypts", user);
  }

  /** Lets somebody have something signed. @throws PalisadeError when the key only encrypts */
  public grantSign(user: ISecretReader): VaultPodLogin;
  public grantSign(user: VaultLogin): undefined;
  public grantSign(user: ISecretReader | VaultLogin): VaultPodLogin | undefined {
    return this.grant("sign", "signs", user);
  }

  /** Lets somebody have a signature checked. @throws PalisadeError when the key only encrypts */
  public grantVerify(user: ISecretReader): VaultPodLogin;
  public grantVerify(user: VaultLogin): undefined;
  public grantVerify(user: ISecretReader | VaultLogin): VaultPodLogin | undefined {
    return this.grant("verify", "signs", user);
  }

  private grant(verb: string, use: "encrypts" | "signs", user: ISecretReader | VaultLogin): VaultPodLogin | undefined {
    if (!KEY_TYPES[this.type][use]) throw new PalisadeError([this.wrongUse(verb, use)]);
    const path = `${this.engine.path}/${verb}/${this.name}`;
    const statements = [{ path, capabilities: CHANGE }];
    return grantUse({ scope: this, store: this.engine.store, verb, statements }, user);
  }

  private wrongUse(verb: string, use: "encrypts" | "signs"): Problem {
    const fitting = Object.entries(KEY_TYPES).filter(([, each]) => each[use]);
    return {
      what: `a key of the kind ${this.type} cannot ${verb}`,
      got: this.type,
      allowed: fitting.map(([type]) => type).join(", "),
      doThis: "make a key of another kind",
      where: this.node.path,
    };
  }
}
