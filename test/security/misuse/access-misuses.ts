import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { AuditTrail } from "../../../constructs/audit";
import { Namespace } from "../../../constructs/core/namespace";
import { AwsSecretStore, ServiceAccountIssuer, VaultPolicy } from "../../../constructs/secrets";
import { PATH, storeIn } from "../../constructs/secrets/fixture";
import { type Misuse, prod, untyped } from "./misuse";

/** A policy that allows one thing to whomever. */
function allowing(Principal: unknown, Action: string, Resource: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Resource }] });
}

function key(stack: TerraformStack, policy: { readonly policy?: string }): KmsKey {
  return new KmsKey(stack, "key", {
    description: "Encrypts reports",
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    lifecycle: { preventDestroy: true },
    ...policy,
  });
}

/** Grants a secret to something that is no workload of Palisade. */
function grantedTo(stack: TerraformStack, reader: { readonly serviceAccountName: string }): void {
  const own = Object.assign(new Construct(stack, "shop"), {
    name: "shop",
    namespace: Namespace.fromName("apps"),
    ...reader,
  });
  storeIn(stack)
    .secret(PATH, { keys: ["api-key"] })
    .grantRead(own);
}

/** Rights for everyone. */
export const ACCESS_MISUSES: readonly Misuse[] = [
  {
    title: "everyone in a key's policy",
    build: (app) => key(prod(app), { policy: allowing("*", "kms:*", "*") }),
    message: [
      "prod-apps/key, policy: breaks the guardrail identity/wildcard-principal (critical): No policy of a resource or a role lets everyone in",
      '  got: "*"',
      "  allowed: principals by name, or a condition that only your own pass",
      "  do this: name the accounts or roles, or require aws:PrincipalOrgID, aws:SourceAccount or aws:SourceVpce",
      "  source: docs/guardrails.md#identitywildcard-principal",
    ],
  },
  {
    title: "everyone in a bucket's policy",
    build: (app) =>
      new S3BucketPolicy(prod(app), "reports", {
        bucket: "our-reports",
        policy: allowing({ AWS: "*" }, "s3:GetObject", "arn:aws:s3:::our-reports/*"),
      }),
    message: [
      "prod-apps/reports, policy: breaks the guardrail identity/wildcard-principal (critical): No policy of a resource or a role lets everyone in",
      '  got: "*"',
      "  allowed: principals by name, or a condition that only your own pass",
      "  do this: name the accounts or roles, or require aws:PrincipalOrgID, aws:SourceAccount or aws:SourceVpce",
      "  source: docs/guardrails.md#identitywildcard-principal",
    ],
  },
  {
    title: "every role as a reader of secrets in AWS",
    build: (app) =>
      new AwsSecretStore(prod(app), "store", {
        prefix: "prod/apps",
        region: "eu-central-1",
        accountId: "123456789012",
        issuer: ServiceAccountIssuer.fromIssuer("123456789012", "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"),
        trustedRoleArns: ["*"],
      }),
    message: [
      "prod-apps/store: a trusted role is not named by its ARN",
      '  got: "*"',
      "  allowed: an ARN in full, without wildcards: arn:aws:iam::123456789012:role/signer",
      "  do this: write the ARN out, or hand over the role's own attribute",
    ],
  },
  {
    title: "every role as a reader of the audit log",
    build: (app) =>
      new AuditTrail(prod(app), "audit", {
        name: "prod-audit",
        region: "eu-central-1",
        bucketName: "our-prod-audit",
        readerRoleArns: ["arn:aws:iam::123456789012:role/*"],
        receivers: [],
      }),
    message: [
      "prod-apps/audit: a reader of the audit log is no role",
      '  got: "arn:aws:iam::123456789012:role/*"',
      "  allowed: a whole ARN, such as arn:aws:iam::123456789012:role/auditor",
      "  do this: write out the ARN of each role that reads it",
    ],
  },
  {
    title: "a KMS key without a policy",
    build: (app) => key(prod(app), {}),
    message: [
      "prod-apps/key, policy: breaks the guardrail identity/key-policy (medium): Every KMS key says itself who may use it",
      "  allowed: a policy of the key's own",
      "  do this: set policy, with administration and use apart",
      "  source: docs/guardrails.md#identitykey-policy",
    ],
  },
  {
    title: "a reader without a service account",
    build: (app) => grantedTo(prod(app), untyped({})),
    message: [
      "prod-apps/shop: the reader has no service account, so nobody could tell who reads",
      "  allowed: a service account of its own, as every Workload has",
      "  do this: give the reader its own service account",
    ],
  },
  {
    title: "a reader that runs as its namespace's default account",
    build: (app) => grantedTo(prod(app), { serviceAccountName: "default" }),
    message: [
      "prod-apps/shop: the reader runs as the namespace's default service account, which every other pod may use too",
      '  got: "default"',
      "  allowed: a service account of its own, as every Workload has",
      "  do this: give the reader its own service account",
    ],
  },
  {
    title: "readers by a wildcard",
    build: (app) => grantedTo(prod(app), { serviceAccountName: "*" }),
    message: [
      "prod-apps/shop: the service account of the reader is not written out, so that others could read too",
      '  got: "*"',
      "  allowed: one name in full: lower-case letters, digits, dots and inner hyphens",
      "  do this: grant to each reader by itself",
    ],
  },
  {
    title: "a reader that is only a name",
    build: (app) =>
      storeIn(prod(app))
        .secret(PATH, { keys: ["api-key"] })
        .grantRead(untyped({ name: "shop" })),
    message: [
      "prod-apps/store: what a secret of this store is granted to is no construct whose pods run in a namespace",
      "  allowed: a Workload, or what has a name, a namespace and a service account of its own as it has",
      "  do this: grant the secret to the workload that reads it",
    ],
  },
  {
    title: "paths of a policy with a wildcard too many, too early, and over a whole mount",
    build: (app) =>
      new VaultPolicy(prod(app), "reports", {
        statements: ["apps/data/+/*", "*", "apps/data/*"].map((path) => ({ path, capabilities: ["read"] })),
      }),
    message: [
      "prod-apps/reports: a path of the policy has a wildcard too many",
      '  got: "apps/data/+/*"',
      "  allowed: one wildcard at most, behind two parts written out: + for one part, * for all that follows the last slash",
      "  do this: write the path out, or let a secret's grantRead and grantWrite make the policy",
      "",
      "prod-apps/reports: a path of the policy has its wildcard too early",
      '  got: "*"',
      "  allowed: one wildcard at most, behind two parts written out: + for one part, * for all that follows the last slash",
      "  do this: write the path out, or let a secret's grantRead and grantWrite make the policy",
      "",
      "prod-apps/reports: a path of the policy is every secret of a mount",
      '  got: "apps/data/*"',
      "  allowed: one wildcard at most, behind two parts written out: + for one part, * for all that follows the last slash",
      "  do this: write the path out, or let a secret's grantRead and grantWrite make the policy",
    ],
  },
  {
    title: "a secret by a wildcard",
    build: (app) => storeIn(prod(app)).secret("rpc/*", { keys: ["api-key"] }),
    message: [
      "prod-apps/store: the path of the secret is not a plain path",
      '  got: "rpc/*"',
      "  allowed: segments of letters, digits, dots, dashes and underscores, joined by slashes, such as rpc/provider-a",
      "  do this: write the path as it stands in Vault, without wildcards, references and slashes at its ends",
    ],
  },
];
