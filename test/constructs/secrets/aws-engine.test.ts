import { AwsEngine } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { only, synthStack } from "../../support/synth";
import { awsRoleIn, BOUNDARY_ARN, ROLE_ARN } from "./engine-fixture";
import { storeIn, workloadIn } from "./fixture";

describe("an AWS engine", () => {
  test("gives sessions of a role within a boundary, for a quarter of an hour, and never users with keys", () => {
    const stack = synthStack((scope) => {
      awsRoleIn(scope, { externalId: "palisade", sessionTags: { team: "reporting" } });
    });
    expect(only(stack.resource["vault_aws_secret_backend_role"])).toMatchObject({
      credential_type: "assumed_role",
      role_arns: [ROLE_ARN],
      policy_arns: [BOUNDARY_ARN],
      default_sts_ttl: 900,
      max_sts_ttl: 900,
      external_id: "palisade",
      session_tags: { team: "reporting" },
    });
    const backend = only(stack.resource["vault_aws_secret_backend"]);
    expect(backend).toMatchObject({ path: "aws", max_lease_ttl_seconds: 3600 });
    expect(Object.keys(backend)).not.toEqual(expect.arrayContaining(["access_key"]));
    expect(Object.keys(backend)).not.toEqual(expect.arrayContaining(["secret_key"]));
  });

  test("says which roles Vault has to be able to take on", () => {
    synthStack((stack) => {
      expect(awsRoleIn(stack).engine.assumeStatements).toEqual([
        { sid: "TakeOnRolesOfReaders", actions: ["sts:AssumeRole", "sts:TagSession"], resources: [ROLE_ARN] },
      ]);
    });
  });

  test.each([
    [{ ttlMinutes: 61 }, "too short or too long"],
    [{ ttlMinutes: 14 }, "too short or too long"],
    [{ boundaryPolicyArns: [] }, "has no boundary"],
    [{ boundaryPolicyArns: ["*"] }, "a policy of the boundary is not named by its ARN"],
    [{ roleArn: "arn:aws:iam::123456789012:role/*" }, "an IAM role is not named by its ARN"],
  ])("refuses %j", (props, fault) => {
    expect(messageOf(() => synthStack((stack) => awsRoleIn(stack, props)))).toContain(fault);
  });

  test("refuses a reader whose operator renews nothing", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const engine = new AwsEngine(stack, "sessions", { store: storeIn(stack), region: "eu-central-1" });
        const role = engine.role("reporting", { roleArn: ROLE_ARN, boundaryPolicyArns: [BOUNDARY_ARN] });
        role.grantRead(workloadIn(stack, "reporting"));
      }),
    );
    expect(message).toContain("the External Secrets Operator renews no lease, and creds/reporting gives credentials");
    expect(message).toContain("SecretDelivery.vaultSecretsOperator()");
  });
});
