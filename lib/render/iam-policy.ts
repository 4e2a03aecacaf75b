/** Values a policy condition compares with: operator, then condition key, then value or values. */
export type IamConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an AWS policy. Values may hold live references. */
export interface IamStatement {
  /** What the statement is for: letters and digits. */
  readonly sid: string;
  /** @default - "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Who it applies to: principal type, such as `AWS` or `Service`, to names; or everyone. @default - the identity the policy hangs on */
  readonly principals?: Readonly<Record<string, readonly string[]>> | "*";
  /** Actions, such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /** Resources. @default - none: trust policies have none */
  readonly resources?: readonly string[];
  /** When it applies. @default - always */
  readonly conditions?: IamConditions;
}

/**
 * An AWS policy as literal JSON. Unlike a policy data source it stands in the synthesized stack as text, so guardrails
 * can read it and nothing has to be asked of the provider.
 */
export function iamPolicy(statements: readonly IamStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? "Allow",
      ...(statement.principals === undefined ? {} : { Principal: statement.principals }),
      Action: statement.actions,
      ...(statement.resources === undefined ? {} : { Resource: statement.resources }),
      ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
    })),
  });
}

/**
 * Refuses what would lose a resource to everyone, whoever else allows it, save the roles that are named. It holds where
 * Terraform's `prevent_destroy` does not: past Terraform, and when the resource left the configuration.
 */
export function refuseLoss(actions: readonly string[], breakGlassRoleArns: readonly string[] = []): IamStatement {
  return {
    sid: "RefuseLoss",
    effect: "Deny",
    principals: "*",
    actions,
    resources: ["*"],
    ...(breakGlassRoleArns.length === 0
      ? {}
      : { conditions: { ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArns } } }),
  };
}

/** The trust policy of a role that one AWS service takes on. */
export function serviceTrust(service: string, conditions?: IamConditions): string {
  return iamPolicy([
    {
      sid: "AssumedByService",
      principals: { Service: [service] },
      actions: ["sts:AssumeRole"],
      ...(conditions === undefined ? {} : { conditions }),
    },
  ]);
}

/** Audience of tokens for AWS (Amazon EKS User Guide, "Create an IAM OIDC provider for your cluster"). */
export const AWS_AUDIENCE = "sts.amazonaws.com";

/** A service account whose tokens AWS believes. */
export interface WebIdentity {
  /** ARN of the provider in IAM. */
  readonly providerArn: string;
  /** Host and path of the issuer of the tokens, without a scheme. */
  readonly issuer: string;
  /** Namespace of the service account. */
  readonly namespace: string;
  /** Its name. */
  readonly serviceAccountName: string;
}

/** The trust policy of a role that one service account takes on by its token. */
export function webIdentityTrust({ issuer, namespace, providerArn, serviceAccountName }: WebIdentity): string {
  return iamPolicy([
    {
      sid: "OneServiceAccount",
      principals: { Federated: [providerArn] },
      actions: ["sts:AssumeRoleWithWebIdentity"],
      conditions: {
        StringEquals: {
          [`${issuer}:aud`]: AWS_AUDIENCE,
          [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccountName}`,
        },
      },
    },
  ]);
}
