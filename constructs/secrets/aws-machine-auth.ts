import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { AwsAuthBackendClient } from "@cdktf/provider-vault/lib/aws-auth-backend-client";
import { AwsAuthBackendRole } from "@cdktf/provider-vault/lib/aws-auth-backend-role";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { IamStatement } from "../../lib/render/iam-policy";
import { markIdentity } from "../core/identity";
import { roleArnProblem } from "./aws-arns";
import { pathProblem } from "./secret-checks";
import { loginProblem, VaultLogin, type VaultLoginOptions } from "./vault-login";

/** Props of `AwsMachineAuth`. */
export interface AwsMachineAuthProps {
  /**
   * What stands in the header `X-Vault-AWS-IAM-Server-ID` of a login, best the host name of this Vault. It is signed with
   * the rest, so that a login for one Vault is worth nothing at another.
   */
  readonly serverId: string;
  /** Path of the auth method. @default - aws */
  readonly path?: string;
}

/** Props of one kind of machine. */
export interface AwsMachineProps extends VaultLoginOptions {
  /** ARNs of the IAM roles its machines have, each written out or a reference to a role of this app. */
  readonly roleArns: readonly string[];
}

function oddServerId(got: string): Problem {
  return {
    what: "the server id of the login is not a host name",
    got,
    allowed: "a host name such as vault.example.org",
    doThis: "give the name that machines reach this Vault under",
  };
}

function noRole(): Problem {
  return {
    what: "the machine has no role to log in as",
    allowed: "the ARN of one IAM role or more",
    doThis: "give the role of its instance profile",
  };
}

/**
 * Lets machines log in to Vault as the IAM role they have: they sign a request to AWS STS, and Vault hands it on. No
 * secret is put on a machine. Vault reads the unique id of each role, so that a role that is deleted and made anew by
 * somebody else is another one.
 */
export class AwsMachineAuth extends Construct {
  /** Path of the auth method. */
  public readonly path: string;
  /** What stands in the header `X-Vault-AWS-IAM-Server-ID` of a login. */
  public readonly serverId: string;

  private readonly method: AuthBackend;
  private readonly roleArns: string[] = [];

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: AwsMachineAuthProps) {
    super(scope, id);
    this.path = props.path ?? "aws";
    this.serverId = props.serverId;
    const check = new Checker(this.node.path);
    const problem = pathProblem("path of the auth method", this.path);
    if (problem !== undefined) check.add(problem);
    check.that(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(props.serverId), () => oddServerId(props.serverId));
    check.done();
    markIdentity(this, { kind: "secret", name: this.path });
    this.method = new AuthBackend(this, "method", {
      type: "aws",
      path: this.path,
      description: "Machines by their IAM role, managed by Palisade.",
    });
    new AwsAuthBackendClient(this, "client", {
      backend: this.method.path,
      iamServerIdHeaderValue: props.serverId,
    });
  }

  /** What Vault's own AWS role has to be allowed: to look the machines' roles up. Ask for it after the last machine. */
  public get lookupStatements(): readonly IamStatement[] {
    if (this.roleArns.length === 0) return [];
    return [{ sid: "LookUpRolesThatLogIn", actions: ["iam:GetRole"], resources: [...this.roleArns] }];
  }

  /**
   * Machines of one kind. They may nothing but log in until something is granted to them.
   *
   * @param name unique among the machines of this method
   * @throws PalisadeError listing every problem of the props
   */
  public machine(name: string, props: AwsMachineProps): VaultLogin {
    const check = new Checker(`${this.node.path}/${name}`);
    check.that(props.roleArns.length > 0, noRole);
    for (const problem of [...props.roleArns.map((arn) => roleArnProblem(arn)), loginProblem(props)]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    this.roleArns.push(...props.roleArns);
    return new VaultLogin(
      this,
      name,
      this.path,
      props,
      (login, settings) =>
        new AwsAuthBackendRole(login, "role", {
          backend: this.method.path,
          role: login.roleName,
          authType: "iam",
          boundIamPrincipalArns: [...props.roleArns],
          resolveAwsUniqueIds: true,
          ...settings,
        }),
    );
  }
}
