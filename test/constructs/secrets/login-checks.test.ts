import * as fc from "fast-check";
import { type GithubPipelineProps, PipelineOrigin, VaultPolicy } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { synthStack } from "../../support/synth";
import { PATH, storeIn, workloadIn } from "./fixture";
import { machineIn, pipelineIn } from "./login-fixture";

describe("bad input", () => {
  const refusal = (props: Partial<GithubPipelineProps>) =>
    messageOf(() => synthStack((stack) => pipelineIn(stack, props)));

  test.each(["octo-org", "octo-org/*", "*/octo-repo", "https://github.com/octo-org/octo-repo", "octo-org/octo-repo/x"])(
    "a repository is refused that is not written out: %s",
    (repository) => {
      expect(refusal({ repository })).toContain(
        [
          "test/github/deploy: the repository of a pipeline is not written out",
          `  got: "${repository}"`,
          "  allowed: owner/name in full: no wildcard, no address, no reference",
        ].join("\n"),
      );
    },
  );

  test.each([PipelineOrigin.environment("*"), PipelineOrigin.environment("a:b"), PipelineOrigin.branch("release/*")])(
    "an origin is refused that is not written out: %#",
    (origin) => expect(refusal({ origin })).toContain(`the ${origin.claim} a pipeline comes from is not written out`),
  );

  test("every problem of a pipeline is told at once", () => {
    const ids = { ownerId: 0, repositoryId: 1.5 };
    expect(refusal({ repository: "x", origin: PipelineOrigin.tag("*"), ids, ttlMinutes: 61 })).toMatch(
      /not written out[\s\S]*ref a pipeline[\s\S]*ownerId is not[\s\S]*repositoryId is not[\s\S]*lives for no time/,
    );
  });

  test.each([["*"], ["arn:aws:iam::123456789012:role/*"], ["arn:aws:iam::123456789012:user/x"], ["sentry"]])(
    "a machine's role is refused that is not named by its ARN: %s",
    (arn) => {
      expect(messageOf(() => synthStack((stack) => machineIn(stack, [arn])))).toContain(
        "an IAM role is not named by its ARN",
      );
    },
  );

  test("a machine without a role is refused", () => {
    expect(messageOf(() => synthStack((stack) => machineIn(stack, [])))).toContain("has no role to log in as");
  });

  test.each([
    ["*", "wildcard too early"],
    ["apps/*", "wildcard too early"],
    ["+/data/x", "wildcard too early"],
    ["apps/data/*", "is every secret of a mount"],
    ["apps/data/+/a/*", "wildcard too many"],
    ["apps/data/a*", "is not a plain path"],
    ["apps/data/a b", "is not a plain path"],
    ["sys/policies/acl/*", "give himself any right"],
  ])("a policy's path is refused that reaches too far: %s", (path, fault) => {
    const message = messageOf(() =>
      synthStack((stack) => {
        new VaultPolicy(stack, "policy", { statements: [{ path, capabilities: ["read", "update"] }] });
      }),
    );
    expect(message).toContain(fault);
    expect(message).toContain("test/policy");
  });

  test("a policy is refused that allows nothing, or sudo where it gives itself more", () => {
    const refused = (path: string, capability?: "sudo") =>
      messageOf(() =>
        synthStack((stack) => {
          const capabilities = capability === undefined ? [] : [capability];
          new VaultPolicy(stack, "policy", { statements: [{ path, capabilities }] });
        }),
      );
    expect(refused("apps/data/x")).toContain("allows nothing");
    expect(refused("apps/data/x/*", "sudo")).toContain("allows sudo with a wildcard");
    expect(refused("auth/token/create", "sudo")).toContain("give himself any right, with sudo");
    expect(messageOf(() => synthStack((stack) => new VaultPolicy(stack, "policy", { statements: [] })))).toContain(
      "the policy allows nothing",
    );
  });

  test("whatever path a policy takes, it is no root token: at most one wildcard, behind two parts", () => {
    const part = fc.constantFrom("a", "data", "sys", "auth", "+", "*", "b*", "");
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const path = parts.join("/");
        const message = messageOf(() =>
          synthStack(
            (stack) => new VaultPolicy(stack, "policy", { statements: [{ path, capabilities: ["update"] }] }),
            { providers: true },
          ),
        );
        if (message !== "") return;
        const wild = parts.filter((each) => /[*+]/.test(each));
        expect(wild.length).toBeLessThanOrEqual(1);
        expect(parts.slice(0, 2).some((each) => /[*+]/.test(each))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test.each(["", "*", "a*", "#{x}"])("a reader is refused without a service account of its own: %j", (account) => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const reader = Object.assign(workloadIn(stack, "erpc"), { serviceAccountName: account });
        storeIn(stack)
          .secret(PATH, { keys: ["k"] })
          .grantRead(reader);
      }),
    );
    expect(message).toMatch(/no service account|service account of the reader is not written out/);
  });

  test("a reader is refused whose namespace is a wildcard", () => {
    const message = messageOf(() =>
      synthStack((stack) =>
        storeIn(stack)
          .secret(PATH, { keys: ["k"] })
          .grantRead(workloadIn(stack, "erpc", "*")),
      ),
    );
    expect(message).toContain("the namespace of the reader is not written out");
  });
});
