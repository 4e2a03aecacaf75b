import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { EphemeralValue } from "../core/ephemeral-value";
import type { DeliveredSecret, ISecret, ISecretReader } from "../core/secret";
import { keyProblems, pathProblem, unknownOptionProblem } from "./secret-checks";
import { distinctName } from "./secret-names";
import type { VaultAccess } from "./vault-access";

/** Options of a secret. There is none for a value: values are written into the store, never declared. */
export interface SecretOptions {
  /** Names of the values it holds. */
  readonly keys: readonly string[];
  /** Seconds until a changed value reaches its readers, at least 60. @default - 3600 */
  readonly refreshSeconds?: number;
}

/** How a secret's values get into the store. */
export interface ProvideOptions {
  /** Counts up whenever the values change: Terraform cannot compare what it does not keep. */
  readonly version: number;
}

const KNOWN_OPTIONS = ["keys", "refreshSeconds"];
const DEFAULT_REFRESH_SECONDS = 3600;
const SHORTEST_REFRESH_SECONDS = 60;

function refreshProblem(seconds: number): Problem {
  return {
    what: "the secret would be read too often",
    got: seconds,
    allowed: `whole seconds, at least ${SHORTEST_REFRESH_SECONDS}`,
    doThis: "leave it at one hour, and restart the reader when a rotation has to be quick",
  };
}

function wrongValues(got: readonly string[], keys: readonly string[]): Problem {
  return {
    what: "the values that are provided are not those the secret declares",
    got,
    allowed: keys.join(", "),
    doThis: "provide each declared key once",
  };
}

function plainValue(key: string): Problem {
  return {
    what: `the value of ${key} is plain text, which would stand in the state`,
    allowed: "an EphemeralValue: of an EphemeralVariable, or of an ephemeral resource",
    doThis: "declare an EphemeralVariable and hand the value in when Terraform runs",
  };
}

function badVersion(got: number): Problem {
  return {
    what: "the version of the values is not a counter",
    got,
    allowed: "whole numbers from 1",
    doThis: "start with 1 and count up with every change",
  };
}

/** Checked under the store's path: the secret's own holds what was given as its path, which may be a credential. */
function checkSecret(where: string, path: string, options: SecretOptions): void {
  const check = new Checker(where);
  const refreshSeconds = options.refreshSeconds ?? DEFAULT_REFRESH_SECONDS;
  for (const problem of [
    pathProblem("path of the secret", path),
    unknownOptionProblem(options, KNOWN_OPTIONS),
    ...keyProblems(Array.isArray(options.keys) ? options.keys : []),
  ]) {
    if (problem !== undefined) check.add(problem);
  }
  check.that(Number.isInteger(refreshSeconds) && refreshSeconds >= SHORTEST_REFRESH_SECONDS, () =>
    refreshProblem(refreshSeconds),
  );
  check.done();
}

/**
 * A path in a Vault KV v2 mount, with a policy that allows to read exactly that path. Made by `VaultStore.secret`.
 */
export class Secret extends Construct implements ISecret {
  /** Path below the mount. */
  public readonly path: string;
  /** Names of the values it holds. */
  public readonly keys: readonly string[];
  /** Seconds until a changed value reaches its readers. */
  public readonly refreshSeconds: number;

  private readonly access: VaultAccess;
  private readonly policy: Policy;

  /** @throws PalisadeError listing every problem of the path and the options */
  public constructor(access: VaultAccess, path: string, options: SecretOptions) {
    checkSecret(access.node.path, path, options);
    super(access, `secret-${path.replaceAll("/", ".")}`);
    this.access = access;
    this.path = path;
    this.keys = [...options.keys];
    this.refreshSeconds = options.refreshSeconds ?? DEFAULT_REFRESH_SECONDS;
    const { mount } = access;
    this.policy = new Policy(this, "policy", {
      name: distinctName([TerraformStack.of(this).node.id, mount, path], NameRules.vault),
      policy: ["data", "metadata"]
        .map((kind) => `path "${mount}/${kind}/${path}" {\n  capabilities = ["read"]\n}\n`)
        .join("\n"),
    });
  }

  /**
   * Lets the service account of the reader, and no other, read this path, and brings the values into a Kubernetes
   * Secret in the reader's namespace. Granting twice is the same as granting once.
   *
   * @throws PalisadeError when another workload claims the same service account
   */
  public grantRead(reader: ISecretReader): DeliveredSecret {
    return this.access.grant(reader, this, this.policy);
  }

  /**
   * Writes the values into the store from values that Terraform forgets. For values that people or other programs
   * write there, leave it out. Terraform 1.11 and newer.
   *
   * @throws PalisadeError when a value is plain text, or when they are not the declared ones
   */
  public provide(values: Readonly<Record<string, EphemeralValue>>, options: ProvideOptions): void {
    const check = new Checker(this.node.path);
    const given = Object.keys(values);
    check.that(given.length === this.keys.length && given.every((key) => this.keys.includes(key)), () =>
      wrongValues(given, this.keys),
    );
    for (const [key, value] of Object.entries<unknown>(values)) {
      check.that(value instanceof EphemeralValue, () => plainValue(key));
    }
    check.that(Number.isInteger(options.version) && options.version >= 1, () => badVersion(options.version));
    check.done();
    new KvSecretV2(this, "values", {
      mount: this.access.mountReference,
      name: this.path,
      dataJsonWo: EphemeralValue.json(values).forWriteOnly,
      dataJsonWoVersion: options.version,
      lifecycle: { preventDestroy: true },
    });
  }

  /** @throws PalisadeError when the options are not those it was declared with */
  public requireSameOptions(options: SecretOptions): void {
    const same =
      [...options.keys].sort().join("\n") === [...this.keys].sort().join("\n") &&
      (options.refreshSeconds ?? DEFAULT_REFRESH_SECONDS) === this.refreshSeconds;
    if (same) return;
    throw new PalisadeError([
      {
        what: `the secret ${this.path} is declared twice with different options`,
        got: options.keys,
        allowed: this.keys.join(", "),
        doThis: "declare it once with every key, and hand the secret around",
        where: this.node.path,
      },
    ]);
  }
}
