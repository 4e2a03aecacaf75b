import { AwsSecretBackend } from "@cdktf/provider-vault/lib/aws-secret-backend";
import { AwsSecretBackendRole } from "@cdktf/provider-vault/lib/aws-secret-backend-role";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { IamStatement } from "../../lib/render/iam-policy";
import { markIdentity } from "../core/identity";
import { policyArnProblem, roleArnProblem } from "./aws-arns";
import { EngineSecret } from "./engine-secret";
import { pathProblem } from "./secret-checks";
import type { VaultAccess } from "./vault-access";

/** Props of `AwsEngine`. */
export interface AwsEngineProps {
  /** Store whose logins readers use. */
  readonly store: VaultAccess;
  /** Region whose STS gives the credentials. */
  readonly region: string;
  /** Path of the engine. @default - aws */
  readonly path?: string;
}

/** Props of one role of the engine. */
export interface AwsEngineRoleProps {
  /** ARN of the IAM role that is taken on. Its trust policy names Vault's own role. */
  readonly roleArn: string;
  /**
   * ARNs of managed policies beyond which a session may nothing, whatever the IAM role may: STS calls them session
   * policies. They are to a session what a permissions boundary is to a user.
   */
  readonly boundaryPolicyArns: readonly string[];
  /** Minutes the credentials live, from 15 to 60. @default - 15 */
  readonly ttlMinutes?: number;
  /** What the trust policy of a role in another account asks for. @default - none */
  readonly externalId?: string;
  /** Tags of the session, which CloudTrail shows and policies can ask for. @default - none */
  readonly sessionTags?: Readonly<Record<string, string>>;
}

/** Shortest session that STS gives (AWS STS API reference, AssumeRole, `DurationSeconds`). */
const SHORTEST_MINUTES = 15;
const LONGEST_MINUTES = 60;
/** Values of an assumed role (hashicorp/vault, builtin/logical/aws). */
const KEYS = ["access_key", "secret_key", "security_token"];

function lifeProblem(got: number): Problem {
  return {
    what: "the credentials live for too short or too long",
    got,
    allowed: `whole minutes, from ${SHORTEST_MINUTES} to ${LONGEST_MINUTES}`,
    doThis: "leave it at a quarter of an hour; whoever works longer fetches new ones",
  };
}

function noBoundary(): Problem {
  return {
    what: "the role has no boundary, so a session may all that the IAM role may",
    allowed: "the ARN of one policy or more",
    doThis: "name a policy that allows what this reader needs",
  };
}

function sameRole(got: string): Problem {
  return {
    what: "two roles of the engine have one name",
    got,
    allowed: "each name once",
    doThis: "rename one of them",
  };
}

/**
 * Credentials of AWS that live for an hour at most: sessions of IAM roles, never users with keys. Vault takes the roles on
 * as the AWS role of its own servers, so that no access key is written anywhere.
 */
export class AwsEngine extends Construct {
  /** Path of the engine. */
  public readonly path: string;

  private readonly store: VaultAccess;
  private readonly backend: AwsSecretBackend;
  private readonly roleArns: string[] = [];

  /** @throws PalisadeError when the path is no plain path */
  public constructor(scope: Construct, id: string, props: AwsEngineProps) {
    super(scope, id);
    this.path = props.path ?? "aws";
    this.store = props.store;
    const check = new Checker(this.node.path);
    const problem = pathProblem("path of the engine", this.path);
    if (problem !== undefined) check.add(problem);
    check.done();
    markIdentity(this, { kind: "secret", name: this.path });
    this.backend = new AwsSecretBackend(this, "backend", {
      path: this.path,
      description: "Sessions of IAM roles, managed by Palisade.",
      region: props.region,
      defaultLeaseTtlSeconds: SHORTEST_MINUTES * 60,
      maxLeaseTtlSeconds: LONGEST_MINUTES * 60,
    });
  }

  /** What Vault's own AWS role has to be allowed. Ask for it after the last role. */
  public get assumeStatements(): readonly IamStatement[] {
    if (this.roleArns.length === 0) return [];
    const actions = ["sts:AssumeRole", "sts:TagSession"];
    return [{ sid: "TakeOnRolesOfReaders", actions, resources: [...new Set(this.roleArns)] }];
  }

  /**
   * Sessions of one IAM role.
   *
   * @param name unique among the roles of the engine
   * @throws PalisadeError listing every problem of the props
   */
  public role(name: string, props: AwsEngineRoleProps): EngineSecret {
    const { boundaryPolicyArns, externalId, roleArn, sessionTags, ttlMinutes = SHORTEST_MINUTES } = props;
    const check = new Checker(`${this.node.path}/${name}`);
    const fits = Number.isInteger(ttlMinutes) && ttlMinutes >= SHORTEST_MINUTES && ttlMinutes <= LONGEST_MINUTES;
    check.that(fits, () => lifeProblem(ttlMinutes));
    check.that(boundaryPolicyArns.length > 0, noBoundary);
    check.that(this.node.tryFindChild(`role-${name}`) === undefined, () => sameRole(name));
    for (const problem of [
      pathProblem("name of the role", name),
      roleArnProblem(roleArn),
      ...boundaryPolicyArns.map((arn) => policyArnProblem(arn, "a policy of the boundary")),
    ]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    this.roleArns.push(roleArn);
    const source = { kind: "leased", path: `creds/${name}`, keys: KEYS, refreshSeconds: ttlMinutes * 60 } as const;
    const secret = new EngineSecret(this, `role-${name}`, this.store, { ...source, engineMount: this.path });
    new AwsSecretBackendRole(secret, "role", {
      backend: this.backend.path,
      name,
      credentialType: "assumed_role",
      roleArns: [roleArn],
      policyArns: [...boundaryPolicyArns],
      defaultStsTtl: ttlMinutes * 60,
      maxStsTtl: ttlMinutes * 60,
      ...(externalId === undefined ? {} : { externalId }),
      ...(sessionTags === undefined ? {} : { sessionTags: { ...sessionTags } }),
    });
    return secret;
  }
}
