import type { TerraformStack } from "cdktf";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import type { ISecret } from "../../../constructs/core/secret";
import {
  AwsSecretStore,
  type AwsSecretStoreProps,
  EphemeralAwsPassword,
  type ISecretStore,
  ServiceAccountIssuer,
} from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { readSchema, testWith } from "../../support/shared-schemas";
import { type Json, only, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { specProblems } from "./custom-resources";
import { manifestsOf, ofKind, storeIn, workloadIn } from "./fixture";
import { findingsOf, isRehearsed, Rehearsals } from "./proof";

const ACCOUNT = "123456789012";
const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";
const PIPELINE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const FUNCTION = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:rotate`;

function awsStoreIn(stack: TerraformStack, props: Partial<AwsSecretStoreProps> = {}): AwsSecretStore {
  return new AwsSecretStore(stack, "aws-secrets", {
    prefix: "prod/apps",
    region: "eu-central-1",
    accountId: ACCOUNT,
    issuer: ServiceAccountIssuer.fromIssuer(ACCOUNT, ISSUER),
    ...props,
  });
}

const granted = (props: Partial<AwsSecretStoreProps> = {}) =>
  synthStack((stack) => {
    awsStoreIn(stack, props)
      .secret("db/password", { keys: ["password"], rotateEveryDays: 30 })
      .grantRead(workloadIn(stack, "reporting"));
  });

/** Everything a store of AWS can have. */
function everything(stack: TerraformStack): void {
  const issuer = new ServiceAccountIssuer(stack, "issuer", "prod");
  const store = awsStoreIn(stack, { issuer, trustedRoleArns: [PIPELINE] });
  const secret = store.secret("db/password", { keys: ["password"], rotateEveryDays: 30 });
  const password = new EphemeralAwsPassword(stack, "password", { excludeCharacters: "/@" }).password;
  secret.provide({ password }, { version: 1 });
  secret.rotatedBy(FUNCTION);
  secret.grantRead(workloadIn(stack, "reporting"));
  store.secret("rpc/key", { keys: ["key"], rotateEveryDays: 90 }).rotatedBy(FUNCTION);
}

const statements = (policy: string): Json => JSON.parse(policy).Statement;

describe("a secret of AWS", () => {
  test("has no value, a key of its own, and thirty days in which a deletion is taken back", () => {
    const stack = granted();
    expect(only(stack.resource["aws_secretsmanager_secret"])).toMatchObject({
      name: "prod/apps/db/password",
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/),
      recovery_window_in_days: 30,
      tags: { "palisade.dev/rotate-every-days": "30", "palisade.dev/kind": "secret" },
      lifecycle: { prevent_destroy: true },
    });
    expect(stack.resource["aws_secretsmanager_secret_version"]).toBeUndefined();
  });

  test("denies everyone to whom it was not granted, whatever IAM allows", () => {
    const stack = granted({ trustedRoleArns: [PIPELINE] });
    const role = only(stack.resource["aws_iam_role"]);
    const policy = only(stack.resource["aws_secretsmanager_secret_policy"]);
    expect(policy.block_public_policy).toBe(true);
    expect(statements(policy.policy)).toEqual([
      {
        Sid: "NobodyElseReads",
        Effect: "Deny",
        Principal: "*",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [expect.stringMatching(/^\$\{aws_secretsmanager_secret\..*\.arn\}$/)],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [PIPELINE, `arn:aws:iam::${ACCOUNT}:role/${role.name}`] } },
      },
    ]);
  });

  test("that was granted to nobody is read by nobody", () => {
    const stack = synthStack((scope) => {
      awsStoreIn(scope).secret("db/password", { keys: ["password"] });
    });
    const [statement] = statements(only(stack.resource["aws_secretsmanager_secret_policy"]).policy);
    expect(statement).not.toHaveProperty("Condition");
  });

  test("is read through a role that one service account takes on, and that reads what was granted", () => {
    const stack = granted();
    const account = only(ofKind(stack, "ServiceAccount"));
    const [trust] = statements(only(stack.resource["aws_iam_role"]).assume_role_policy);
    expect(trust).toMatchObject({
      Principal: { Federated: [`arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`] },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          [`${ISSUER}:aud`]: "sts.amazonaws.com",
          [`${ISSUER}:sub`]: `system:serviceaccount:apps:${account.metadata.name}`,
        },
      },
    });
    const [read, decrypt] = statements(only(stack.resource["aws_iam_role_policy"]).policy);
    expect(read.Action).toEqual(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]);
    expect(read.Resource).toHaveLength(1);
    expect(decrypt).toMatchObject({
      Action: ["kms:Decrypt"],
      Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" } },
    });
    expect(account.automountServiceAccountToken).toBe(false);
    expect(account.metadata.annotations["eks.amazonaws.com/role-arn"]).toBe(
      `arn:aws:iam::${ACCOUNT}:role/${only(stack.resource["aws_iam_role"]).name}`,
    );
  });

  testWith("crds/external-secrets.io_secretstores.json.gz")("is brought by a store that its definition accepts", () => {
    const schema = readSchema("crds/external-secrets.io_secretstores.json.gz").versions.v1.properties.spec;
    const stack = granted();
    const { spec } = only(ofKind(stack, "SecretStore"));
    expect(specProblems(spec, schema)).toEqual([]);
    expect(spec.provider.aws).toEqual({
      service: "SecretsManager",
      region: "eu-central-1",
      auth: { jwt: { serviceAccountRef: { name: only(ofKind(stack, "ServiceAccount")).metadata.name } } },
    });
    expect(only(ofKind(stack, "ExternalSecret")).spec.data).toMatchObject([
      { secretKey: "password", remoteRef: { key: "prod/apps/db/password", property: "password" } },
    ]);
  });

  test("of a second grant adds to the same role", () => {
    const stack = synthStack((scope) => {
      const store = awsStoreIn(scope);
      const reader = workloadIn(scope, "reporting");
      store.secret("db/password", { keys: ["password"] }).grantRead(reader);
      store.secret("rpc/key", { keys: ["key"] }).grantRead(reader);
    });
    const [read] = statements(only(stack.resource["aws_iam_role_policy"]).policy);
    expect(read.Resource).toHaveLength(2);
    expect(ofKind(stack, "ServiceAccount")).toHaveLength(1);
    expect(ofKind(stack, "ExternalSecret")).toHaveLength(2);
  });

  test("says what a program needs to write it, and reading is not among it", () => {
    synthStack((stack) => {
      const [write] = awsStoreIn(stack).secret("db/password", { keys: ["password"] }).writeStatements;
      expect(write?.actions).toEqual(["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"]);
    });
  });

  test("takes a password that AWS makes and Terraform forgets", () => {
    const stack = synthStack(everything);
    const version = only(stack.resource["aws_secretsmanager_secret_version"]);
    expect(version.secret_string_wo).toMatch(
      /jsonencode\(\{"password" = .*ephemeral\.aws_secretsmanager_random_password/,
    );
    expect(version).not.toHaveProperty("secret_string");
    expect(stack["ephemeral"].aws_secretsmanager_random_password.password).toMatchObject({
      password_length: 32,
      exclude_characters: "/@",
    });
  });

  test("is rotated by a function as often as it says", () => {
    const rotations = Object.values(synthStack(everything).resource["aws_secretsmanager_secret_rotation"] ?? {});
    expect(rotations.map(({ rotation_rules }) => rotation_rules.automatically_after_days)).toEqual([30, 90]);
  });
});

test("readers do not see which store keeps a secret", () => {
  const grantIn = (store: ISecretStore, stack: TerraformStack, name: string): readonly string[] => {
    const secret: ISecret = store.secret("rpc/key", { keys: ["key"] });
    const delivered = secret.grantRead(workloadIn(stack, name));
    return [delivered.key("key").key, delivered.volume().source.kind];
  };
  synthStack((stack) => {
    expect(grantIn(awsStoreIn(stack), stack, "one")).toEqual(grantIn(storeIn(stack), stack, "two"));
  });
});

test("a reader of both stores has what it reads from each", () => {
  const stack = synthStack((scope) => {
    const reader = workloadIn(scope, "reporting");
    storeIn(scope)
      .secret("rpc/key", { keys: ["key"] })
      .grantRead(reader);
    awsStoreIn(scope)
      .secret("rpc/key", { keys: ["key"] })
      .grantRead(reader);
  });
  const names = ofKind(stack, "ExternalSecret").map(({ metadata }) => metadata.name);
  expect(new Set(names).size).toBe(2);
  expect(manifestsOf(stack).map(({ kind }) => kind)).not.toContain("Secret");
});

describe("bad input", () => {
  test("every problem of a store is told at once", () => {
    const props = { prefix: "prod/*", accountId: "1234", region: "europe", trustedRoleArns: ["*"] };
    expect(messageOf(() => synthStack((stack) => awsStoreIn(stack, props)))).toMatch(
      /prefix is not a plain path[\s\S]*trusted role is not named[\s\S]*account is none[\s\S]*region is none/,
    );
  });

  test.each(["https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE", "oidc", "*.amazonaws.com/id/X"])(
    "an issuer is refused that IAM has not: %s",
    (issuer) => {
      expect(messageOf(() => ServiceAccountIssuer.fromIssuer(ACCOUNT, issuer))).toContain("not written as IAM has it");
    },
  );

  test("a value as text is refused and not repeated", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const secret = awsStoreIn(stack, { trustedRoleArns: [PIPELINE] }).secret("db", { keys: ["password"] });
        // @ts-expect-error only values that Terraform forgets are taken
        secret.provide({ password: "hunter2hunter2" }, { version: 1 });
      }),
    );
    expect(message).toContain("the value of password is plain text");
    expect(message).not.toContain("hunter2");
  });

  test("a value is refused that the next plan could not read back", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const given = new EphemeralVariable(stack, "given", { description: "a password" });
        awsStoreIn(stack)
          .secret("db", { keys: ["password"] })
          .provide({ password: given.ephemeralValue }, { version: 1 });
      }),
    );
    expect(message).toContain("its own pipeline may not read back");
  });

  test("a rotation without an age is refused, and a password that is too short", () => {
    const rotation = messageOf(() =>
      synthStack((stack) =>
        awsStoreIn(stack)
          .secret("db", { keys: ["password"] })
          .rotatedBy(FUNCTION),
      ),
    );
    expect(rotation).toContain("a secret is rotated that says no age");
    const password = messageOf(() => synthStack((stack) => new EphemeralAwsPassword(stack, "p", { length: 8 })));
    expect(password).toContain("the password would be too short");
  });

  test("a restart is refused: the operator restarts nobody", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const secret = awsStoreIn(stack).secret("db", { keys: ["password"] });
        secret.grantRead(workloadIn(stack, "reporting"), { restartOnChange: true });
      }),
    );
    expect(message).toContain("restarts nobody when a value changes");
  });
});

test("the guardrails find nothing in any of it", () => {
  expect(findingsOf(synthStack(everything))).toEqual([]);
});

describeWithTerraform("secrets of AWS with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    expect(await isRehearsed(rehearsals, everything)).toBe(true);
  });
});
