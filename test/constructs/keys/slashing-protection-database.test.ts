import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { ImageRef } from "../../../constructs/core/image-ref";
import { RESTORE_SENTENCE } from "../../../constructs/keys";
import { DatabaseLogin } from "../../../constructs/keys/database-login";
import { Network } from "../../../constructs/network";
import { problemsOf } from "../../support/refusals";
import { only, synthStack } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import { AUTHORITY, databaseIn } from "./key-fixtures";

const fresh = () => new TerraformStack(new App(), "test");

describe("a database for what signers signed", () => {
  const stack = synthStack((scope) => {
    const { credentials } = databaseIn(scope);
    const reader = workloadIn(scope, "signer");
    expect(credentials.grantRead(reader)).toBe(credentials.grantRead(reader));
  });
  const database = only(stack.resource["aws_db_instance"]);

  it("outlives a zone, a mistake and a destroy", () => {
    expect(database).toMatchObject({
      multi_az: true,
      storage_encrypted: true,
      backup_retention_period: 35,
      deletion_protection: true,
      delete_automated_backups: false,
      skip_final_snapshot: false,
      publicly_accessible: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(database.kms_key_id).toMatch(/^\$\{aws_kms_key\./);
  });

  it("takes no connection without TLS, and no commit that only one zone has", () => {
    expect(only(stack.resource["aws_db_parameter_group"]).parameter).toEqual(
      expect.arrayContaining([
        { name: "rds.force_ssl", value: "1" },
        { name: "synchronous_commit", value: "on" },
      ]),
    );
  });

  it("has a password that AWS makes, and that changes when people are there", () => {
    expect(database.manage_master_user_password).toBe(true);
    expect(database.password).toBeUndefined();
    expect(only(stack.resource["aws_secretsmanager_secret_rotation"])).toMatchObject({
      rotate_immediately: false,
      rotation_rules: { schedule_expression: "cron(0 9 1 1/3 ? *)" },
    });
  });

  it("brings its login to a reader through a role that reads this one secret", () => {
    const roles = Object.values(stack.resource["aws_iam_role_policy"] ?? {});
    expect(roles).toHaveLength(1);
    const { Statement } = JSON.parse(roles[0].policy);
    expect(Statement.map(({ Action }: { Action: string[] }) => Action)).toEqual([
      ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      ["kms:Decrypt"],
    ]);
    expect(Statement[0].Resource[0]).toMatch(/master_user_secret\[0\]\.secret_arn\}$/);
    const { manifests } = JSON.parse(only(stack.resource["helm_release"]).values[0]);
    expect(manifests.map(({ kind }: { kind: string }) => kind)).toEqual(["SecretStore", "ExternalSecret"]);
    // A pod that is started after a rotation gets the new password, and not for an hour the old one.
    expect(manifests[1].spec.refreshInterval).toBe("60s");
    expect(manifests[0].spec.provider.aws.role).toMatch(/^\$\{aws_iam_role\..*\.arn\}$/);
  });

  it("brings its login to readers of one name in two namespaces, and not to two in one", () => {
    const json = synthStack((scope) => {
      const { credentials } = databaseIn(scope);
      for (const namespace of ["one", "two"]) credentials.grantRead(workloadIn(scope, "signer", namespace));
    });
    expect(Object.keys(json.resource["aws_iam_role_policy"] ?? {})).toHaveLength(2);
    const app = new App();
    const scope = new TerraformStack(app, "test");
    const { credentials } = databaseIn(scope);
    credentials.grantRead(workloadIn(scope, "signer"));
    const namesake = workloadIn(new TerraformStack(app, "other"), "signer");
    expect(problemsOf(() => credentials.grantRead(namesake))).toMatchObject([
      { where: "other/apps.signer", what: expect.stringContaining("the other is test/apps.signer") },
    ]);
  });

  it("is reached by those who were named, from nowhere else", () => {
    expect(only(stack.resource["aws_vpc_security_group_ingress_rule"])).toMatchObject({
      referenced_security_group_id: "sg-0123456789abcdef0",
      from_port: 5432,
      to_port: 5432,
    });
    expect(Object.keys(stack.resource["aws_vpc_security_group_ingress_rule"] ?? {})).toEqual([
      expect.stringMatching(/^slashing_from-cluster_/),
    ]);
    expect(only(stack.resource["aws_db_subnet_group"]).subnet_ids).toEqual(["subnet-1a", "subnet-1b", "subnet-1c"]);
  });

  it("is not made from an old copy unless somebody writes that nothing is forgotten", () => {
    const snapshotIdentifier = "rds:prod-slashing-2026-11-20";
    const restored = (restoreConfirmed: string) => (scope: TerraformStack) =>
      databaseIn(scope, { restore: { snapshotIdentifier, restoreConfirmed } });
    for (const sentence of ["", "yes", RESTORE_SENTENCE.toLowerCase()]) {
      expect(problemsOf(() => restored(sentence)(fresh()))).toMatchObject([
        {
          where: "test/slashing",
          what: expect.stringContaining("would be made from an old copy"),
          allowed: `restoreConfirmed: "${RESTORE_SENTENCE}"`,
        },
      ]);
    }
    const copy = only(synthStack((scope) => void restored(RESTORE_SENTENCE)(scope)).resource["aws_db_instance"]);
    expect(copy.snapshot_identifier).toBe(snapshotIdentifier);
    expect(copy.db_name).toBeUndefined();
  });

  it("is not made from what is no snapshot, and says under which key one has to be", () => {
    for (const snapshotIdentifier of ["", "a--b", "copy-", "arn of a copy"]) {
      const restore = { snapshotIdentifier, restoreConfirmed: RESTORE_SENTENCE };
      expect(problemsOf(() => databaseIn(fresh(), { restore }))).toMatchObject([
        { doThis: expect.stringContaining("copy the snapshot under alias/palisade/prod-slashing") },
      ]);
    }
  });

  it("says everything that is wrong with it at once, and shows no private key", () => {
    const network = Network.fromAttributes({
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.0.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a"],
      privateSubnetIds: ["subnet-0a"],
    });
    const wrong = {
      name: "Prod_1",
      network,
      clients: {},
      secretsOperatorRoleArn: "external-secrets",
      certificateAuthority: "no certificate",
      instanceClass: "large",
      storageGiB: 5,
      backupDays: 7,
      passwordRotation: "weekly",
    };
    expect(problemsOf(() => databaseIn(fresh(), wrong)).map(({ got }) => got)).toEqual([
      "Prod_1",
      1,
      undefined,
      "external-secrets",
      undefined,
      "large",
      5,
      7,
      "weekly",
    ]);
    expect(problemsOf(() => databaseIn(fresh(), { certificateAuthority: `${AUTHORITY}PRIVATE KEY` }))).toHaveLength(1);
  });
});

describe("the login in a pod", () => {
  it("is written in memory the way the connection pool reads it, whatever signs the password has", () => {
    const folder = mkdtempSync(join(tmpdir(), "palisade-login-"));
    try {
      const database = databaseIn(fresh());
      const [shell = "", flags = "", script = ""] =
        DatabaseLogin.maker(ImageRef.parse("example.org/it:1.0.0"), database).command ?? [];
      mkdirSync(join(folder, "out"));
      writeFileSync(join(folder, "username"), "web3signer");
      writeFileSync(join(folder, "password"), "a\\b=c:d%s#$x'\"");
      const here = script
        .replaceAll("/run/secrets/database", folder)
        .replaceAll("/run/database-login", join(folder, "out"));
      const run = spawnSync(shell, [flags, here], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      expect(readFileSync(join(folder, "out", "pool.properties"), "utf8")).toBe(
        "username=web3signer\npassword=a\\\\b=c:d%s#$x'\"\nmaxLifetime=0\nkeepaliveTime=120000\n",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
