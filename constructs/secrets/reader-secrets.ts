import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import type { DeliveryLogin, DeliveryObject, SecretSource } from "../../lib/render/delivered-object";
import type { WatchedSecret } from "../../lib/render/secret-alerts";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import type { DeliveredSecret, ISecretReader, ReadOptions } from "../core/secret";
import { Volume } from "../core/volume";
import { restartProblem } from "./restart-checks";
import type { SecretDelivery } from "./secret-delivery";
import { distinctName } from "./secret-names";

/** What brings the secrets of a store to readers needs of the store. */
export interface DeliveringStore extends IConstruct {
  /** Short name, unique in its environment. */
  readonly name: string;
  /** Which operator brings them. */
  readonly delivery: SecretDelivery;
}

/** How the operator logs in for one reader. */
export interface ReaderLogin {
  /** As whom. */
  readonly login: DeliveryLogin;
  /** Objects beside the login that it needs. @default - none */
  readonly objects?: readonly DeliveryObject[];
  /** What has to be there first, of the store's stack. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

function sameNamedStore(name: string, where: string): Problem {
  return {
    what: `secrets of two stores named ${name} go to one reader`,
    allowed: "store names that are unique in their environment",
    doThis: "give one of the stores another name",
    where,
  };
}

function unknownKey(key: string, { path, keys }: SecretSource, where: string): Problem {
  return {
    what: `the secret ${path} has no such key`,
    got: key,
    allowed: keys.join(", "),
    doThis: "use one of its keys, or declare the key where the secret is declared",
    where,
  };
}

function grantedDifferently({ path }: SecretSource, where: string): Problem {
  return {
    what: `the secret ${path} is granted twice, once with restarts and once without`,
    allowed: "one grant, or the same options",
    doThis: "grant it once, and hand around what the grant gives",
    where,
  };
}

interface Delivered {
  readonly secret: DeliveredSecret;
  readonly source: SecretSource;
  readonly restarts: boolean;
}

/** Which runbook fits what a secret is filled from. */
function runbookOf(source: SecretSource, login: DeliveryLogin): WatchedSecret["kind"] {
  if (source.kind === "leased") return "leased-credential";
  if (source.kind === "rotating") return "rotating-credential";
  return login.kind === "aws" ? "aws-secret" : "vault-secret";
}

/**
 * What brings the secrets of one store to one reader: how the operator logs in as the reader's own service account, and
 * one object for each secret. It stands below the reader and goes with it.
 */
export class ReaderSecrets extends Construct {
  /** The one of a reader and a store; made on first use. @throws PalisadeError when two stores have one name */
  public static of(reader: ISecretReader, store: DeliveringStore, login: () => ReaderLogin): ReaderSecrets {
    const id = `secrets-${store.name.replaceAll("/", ".")}`;
    const existing = reader.node.tryFindChild(id);
    if (existing === undefined) return new ReaderSecrets(reader, id, store, login());
    if (existing instanceof ReaderSecrets && existing.store === store) return existing;
    throw new PalisadeError([sameNamedStore(store.name, reader.node.path)]);
  }

  /** Name of the object by which the operator logs in. */
  public readonly loginName: string;
  /** Namespace of the reader. */
  public readonly namespace: INamespace;

  private readonly bundle: ManifestBundle;
  private readonly login: DeliveryLogin;
  private readonly delivered = new Map<string, Delivered>();

  private constructor(
    private readonly reader: ISecretReader,
    id: string,
    private readonly store: DeliveringStore,
    { login, objects = [], dependsOn = [] }: ReaderLogin,
  ) {
    super(reader, id);
    this.login = login;
    this.namespace = reader.namespace;
    this.loginName = distinctName([reader.name, store.name], NameRules.kubernetesLabel);
    const isSameStack = TerraformStack.of(this) === TerraformStack.of(store);
    this.bundle = new ManifestBundle(this, "manifests", {
      namespace: reader.namespace,
      manifests: [...objects, ...store.delivery.login(this.loginName, login)],
      ...(isSameStack && dependsOn.length > 0 ? { dependsOn } : {}),
    });
  }

  /** What was brought so far, as alerts see it. */
  public get broughtSecrets(): readonly WatchedSecret[] {
    return [...this.delivered.values()].map(({ secret: { secretName }, source }) => ({
      namespace: this.namespace.namespaceName,
      secretName,
      loginName: this.loginName,
      operator: this.store.delivery.operatorId,
      kind: runbookOf(source, this.login),
      ...(source.rotateEveryDays === undefined ? {} : { rotateEveryDays: source.rotateEveryDays }),
    }));
  }

  /**
   * Brings one secret to the reader.
   *
   * @throws PalisadeError when the operator cannot bring it, or the reader must not be restarted
   */
  public deliver(source: SecretSource, { restartOnChange = false }: ReadOptions = {}): DeliveredSecret {
    const where = this.reader.node.path;
    const { delivery } = this.store;
    // With its mount: two engines of a store may have roles of one name.
    const key = `${source.engineMount ?? ""} ${source.path}`;
    const known = this.delivered.get(key);
    if (known !== undefined) {
      if (known.restarts === restartOnChange) return known.secret;
      throw new PalisadeError([grantedDifferently(source, where)]);
    }
    const problems = [
      delivery.problem(source),
      restartOnChange ? restartProblem(this.reader, delivery) : undefined,
    ].flatMap((problem) => (problem === undefined ? [] : [{ where, ...problem }]));
    if (problems.length > 0) throw new PalisadeError(problems);
    const { restartTarget } = this.reader;
    const restarts = restartOnChange && restartTarget !== undefined ? [restartTarget] : [];
    const parts = [
      this.reader.name,
      this.store.name,
      ...(source.engineMount === undefined ? [] : [source.engineMount]),
    ];
    const secretName = distinctName([...parts, source.path], NameRules.kubernetesLabel);
    this.bundle.add(...delivery.secret(secretName, this.loginName, this.login, source, restarts));
    const secret: DeliveredSecret = {
      secretName,
      key: (name) => {
        if (!source.keys.includes(name)) throw new PalisadeError([unknownKey(name, source, where)]);
        return { secretName, key: name };
      },
      volume: () => Volume.secret(secretName, secretName),
    };
    this.delivered.set(key, { secret, source, restarts: restartOnChange });
    return secret;
  }
}
