import { AwsMachineAuth, PipelineOrigin, VaultPolicy } from "../../../constructs/secrets";
import { only, synthApp, synthStack } from "../../support/synth";
import { declareStack, PATH, policyOf, storeIn, workloadIn } from "./fixture";
import { AUDIENCE, everyLogin, githubRole, machineIn, pipelineIn, ROLE_ARN } from "./login-fixture";
import { findingsOf } from "./proof";

describe("a pipeline of GitHub Actions", () => {
  test("logs in with GitHub's own token, and with that of no other issuer", () => {
    expect(only(synthStack(pipelineIn).resource["vault_jwt_auth_backend"])).toMatchObject({
      type: "jwt",
      path: "github-actions",
      oidc_discovery_url: "https://token.actions.githubusercontent.com",
      bound_issuer: "https://token.actions.githubusercontent.com",
    });
  });

  test("is bound to its repository, its environment and this Vault", () => {
    expect(githubRole(synthStack(pipelineIn))).toMatchObject({
      role_type: "jwt",
      bound_audiences: [AUDIENCE],
      bound_claims: { repository: "octo-org/octo-repo", environment: "prod" },
      bound_claims_type: "string",
      disable_bound_claims_parsing: true,
      user_claim: "repository",
      token_no_default_policy: true,
      token_ttl: 900,
      token_max_ttl: 900,
    });
    expect(githubRole(synthStack(pipelineIn))).not.toHaveProperty("bound_subject");
  });

  test("is bound to numbers that nobody else can have, in either form of the subject", () => {
    const ids = { ownerId: 123456, repositoryId: 789012 };
    const withNumbers = githubRole(synthStack((stack) => pipelineIn(stack, { ids })));
    expect(withNumbers.bound_claims).toEqual({
      repository: "octo-org/octo-repo",
      environment: "prod",
      repository_id: "789012",
      repository_owner_id: "123456",
    });
    expect(withNumbers.bound_subject).toBe("repo:octo-org@123456/octo-repo@789012:environment:prod");
    const withNames = githubRole(synthStack((stack) => pipelineIn(stack, { ids: { ...ids, subject: "names" } })));
    expect(withNames.bound_subject).toBe("repo:octo-org/octo-repo:environment:prod");
  });

  test.each([
    [PipelineOrigin.branch("main"), { ref: "refs/heads/main" }],
    [PipelineOrigin.tag("v1.2.3"), { ref: "refs/tags/v1.2.3" }],
  ])("may come from a branch or a tag: %#", (origin, claims) => {
    expect(githubRole(synthStack((stack) => pipelineIn(stack, { origin }))).bound_claims).toMatchObject(claims);
  });

  test("may nothing but log in until something is granted to it", () => {
    const stack = synthStack(pipelineIn);
    expect(Object.values(stack.resource["vault_policy"] ?? {})).toHaveLength(1);
    expect(githubRole(stack).token_policies).toEqual([policyOf(stack, "auth/token").name]);
  });

  test("reads and writes what was granted to it, and nothing beside", () => {
    const stack = synthStack(everyLogin);
    const names = [policyOf(stack, "auth/token/"), policyOf(stack, "rpc/provider-a"), policyOf(stack, "ci/token")];
    expect(githubRole(stack).token_policies).toHaveLength(3);
    expect(githubRole(stack).token_policies).toEqual(
      expect.arrayContaining([expect.stringContaining("rpc-provider-a"), expect.stringContaining("ci-token")]),
    );
    expect(names.every((policy) => policy !== undefined)).toBe(true);
    const writing = Object.values(stack.resource["vault_policy"] ?? {}).find(({ policy }) => policy.includes("create"));
    expect(writing.policy).toBe('path "apps/data/ci/token" {\n  capabilities = ["create", "update"]\n}\n');
  });

  test("has the policies that it is given, and what is granted twice once", () => {
    const stack = synthStack((scope) => {
      const policy = new VaultPolicy(scope, "engines", {
        statements: [{ path: "sys/mounts/apps", capabilities: ["read"] }],
      });
      const pipeline = pipelineIn(scope, { policies: [policy] });
      const secret = storeIn(scope).secret(PATH, { keys: ["api-key"] });
      secret.grantRead(pipeline);
      expect(secret.grantRead(pipeline)).toEqual({ address: AUDIENCE, mount: "apps", path: PATH });
    });
    expect(githubRole(stack).token_policies).toHaveLength(3);
  });

  test("of one stack is granted a secret of another without waiting for it, and reads no state", () => {
    const stacks = synthApp((app) => {
      const secrets = declareStack(app, "secrets");
      storeIn(secrets)
        .secret(PATH, { keys: ["k"] })
        .grantRead(pipelineIn(declareStack(app, "logins")));
    });
    const { logins } = stacks;
    if (logins === undefined) throw new Error("the stack was not written");
    const [policy] = Object.values(stacks["secrets"]?.resource["vault_policy"] ?? {});
    expect(githubRole(logins).token_policies).toContain(policy.name);
    expect(logins["data"]).toBeUndefined();
  });
});

describe("a machine", () => {
  test("logs in as its IAM role, known by the role's unique id, at this Vault alone", () => {
    const stack = synthStack(machineIn);
    expect(only(stack.resource["vault_auth_backend"])).toMatchObject({ type: "aws", path: "aws" });
    expect(only(stack.resource["vault_aws_auth_backend_client"])).toMatchObject({
      iam_server_id_header_value: "vault.example.org",
    });
    expect(only(stack.resource["vault_aws_auth_backend_role"])).toMatchObject({
      auth_type: "iam",
      bound_iam_principal_arns: [ROLE_ARN],
      resolve_aws_unique_ids: true,
      token_no_default_policy: true,
      token_max_ttl: 900,
    });
    expect(JSON.stringify(stack)).not.toMatch(/access_key|secret_key/);
  });

  test("says which roles Vault has to be able to look up", () => {
    synthStack((stack) => {
      const auth = new AwsMachineAuth(stack, "machines", { serverId: "vault.example.org" });
      expect(auth.lookupStatements).toEqual([]);
      auth.machine("sentry", { roleArns: [ROLE_ARN] });
      expect(auth.lookupStatements).toEqual([
        { sid: "LookUpRolesThatLogIn", actions: ["iam:GetRole"], resources: [ROLE_ARN] },
      ]);
    });
  });
});

describe("a workload that writes", () => {
  test("logs in by itself, under a role that reads nothing", () => {
    let details: unknown;
    const stack = synthStack((scope) => {
      const secret = storeIn(scope).secret(PATH, { keys: ["k"] });
      const writer = workloadIn(scope, "rotator");
      details = secret.grantWrite(writer);
      secret.grantRead(writer);
    });
    const roles = Object.values(stack.resource["vault_kubernetes_auth_backend_role"] ?? {});
    expect(roles).toHaveLength(2);
    const writing = roles.find(({ role_name }) => role_name.includes("writer"));
    expect(writing).toMatchObject({
      bound_service_account_names: ["rotator"],
      bound_service_account_namespaces: ["apps"],
      token_max_ttl: 600,
    });
    expect(writing.token_policies).toHaveLength(2);
    expect(details).toEqual({
      address: AUDIENCE,
      mount: "apps",
      path: PATH,
      authPath: "kubernetes",
      role: writing.role_name,
      audience: "vault",
    });
  });
});

test("the guardrails find nothing in any login", () => {
  expect(findingsOf(synthStack(everyLogin))).toEqual([]);
});
