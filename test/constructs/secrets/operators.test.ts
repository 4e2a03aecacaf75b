import type { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import type { Kind } from "../../../constructs/core/identity";
import { Namespace } from "../../../constructs/core/namespace";
import { Workload } from "../../../constructs/core/workload";
import { SecretDelivery, type VaultStoreProps } from "../../../constructs/secrets";
import { plainCluster, webContainer } from "../../support/fixtures";
import { messageOf } from "../../support/refusals";
import { readSchema, testWith } from "../../support/shared-schemas";
import { only, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { specProblems } from "./custom-resources";
import { ADDRESS, CERTIFICATE, granted, manifestsOf, ofKind, PATH, policyOf, storeIn, workloadIn } from "./fixture";
import { findingsOf, isRehearsed, Rehearsals } from "./proof";

const delivery = SecretDelivery.vaultSecretsOperator();
const restartOnChange = true;

function readerIn(
  stack: TerraformStack,
  kind: Kind,
  controller = Controller.statefulSet({ replicas: 1 }),
  role?: string,
) {
  return new Workload(stack, "reader", {
    cluster: plainCluster,
    namespace: Namespace.fromName("apps"),
    identity: { kind, name: "reader", ...(role === undefined ? {} : { role }) },
    controller,
    containers: [webContainer],
  });
}

function restarting(stack: TerraformStack, reader: Workload, props: Partial<VaultStoreProps> = { delivery }) {
  return storeIn(stack, props)
    .secret(PATH, { keys: ["api-key"] })
    .grantRead(reader, { restartOnChange });
}

describe("the Vault Secrets Operator", () => {
  const stack = () => granted({ delivery, certificateAuthority: CERTIFICATE });

  testWith("crds/secrets.hashicorp.com_vaultstaticsecrets.json")("is given what its definitions accept", () => {
    for (const kind of ["VaultConnection", "VaultAuth", "VaultStaticSecret"]) {
      const schema = readSchema(`crds/secrets.hashicorp.com_${kind.toLowerCase()}s.json`).versions.v1beta1;
      const found = only(ofKind(stack(), kind));
      expect(found.apiVersion).toBe("secrets.hashicorp.com/v1beta1");
      expect(specProblems(found.spec, schema.properties.spec)).toEqual([]);
      expect(specProblems({ ...found.spec, novel: 1 }, schema.properties.spec)).not.toEqual([]);
    }
  });

  test("reaches Vault over TLS, checked against the authority that is given", () => {
    const { spec } = only(ofKind(stack(), "VaultConnection"));
    expect(spec).toEqual({
      address: ADDRESS,
      skipTLSVerify: false,
      caCertSecretRef: only(ofKind(stack(), "Secret")).metadata.name,
    });
    expect(only(ofKind(stack(), "Secret")).data).toEqual({ "ca.crt": Buffer.from(CERTIFICATE).toString("base64") });
  });

  test("logs in as the reader's own service account, for an hour, and renews itself for a day", () => {
    const { spec } = only(ofKind(stack(), "VaultAuth"));
    const role = only(stack().resource["vault_kubernetes_auth_backend_role"]);
    expect(spec).toMatchObject({
      method: "kubernetes",
      mount: "kubernetes",
      kubernetes: { role: role.role_name, serviceAccount: "erpc", audiences: ["vault"] },
    });
    expect(spec).not.toHaveProperty("allowedNamespaces");
    expect(role).toMatchObject({ token_ttl: 3600, token_max_ttl: 86_400, token_no_default_policy: true });
    expect(policyOf(stack(), "renew-self").policy).toContain("auth/token/revoke-self");
  });

  test("copies the declared keys, and not the rest of the path", () => {
    expect(only(ofKind(stack(), "VaultStaticSecret")).spec).toMatchObject({
      mount: "apps",
      type: "kv-v2",
      path: PATH,
      refreshAfter: "3600s",
      hmacSecretData: true,
      destination: {
        create: true,
        overwrite: false,
        transformation: { excludeRaw: true, includes: ["^api-key$", "^url$"] },
      },
    });
    expect(only(ofKind(stack(), "VaultStaticSecret")).spec).not.toHaveProperty("rolloutRestartTargets");
  });

  test("gives the reader the same names and keys as the other operator does", () => {
    synthStack((scope) => {
      const reader = workloadIn(scope, "erpc");
      const delivered = storeIn(scope, { delivery })
        .secret(PATH, { keys: ["api-key"] })
        .grantRead(reader);
      expect(delivered.key("api-key")).toEqual({ secretName: delivered.secretName, key: "api-key" });
    });
    const [here] = ofKind(stack(), "VaultStaticSecret");
    const [there] = ofKind(granted(), "ExternalSecret");
    expect(here.metadata.name).toBe(there.metadata.name);
  });

  test.each([
    [Controller.deployment({ replicas: 2 }), "Deployment"],
    [Controller.statefulSet({ replicas: 1 }), "StatefulSet"],
  ])("restarts who asks for it: %#", (controller, kind) => {
    const asked = synthStack((scope) => restarting(scope, readerIn(scope, "rpc-gateway", controller)));
    expect(only(ofKind(asked, "VaultStaticSecret")).spec.rolloutRestartTargets).toEqual([{ kind, name: "reader" }]);
  });
});

describe("a restart after a rotation", () => {
  test.each(["validator", "signer"] as const)("of a %s is refused", (kind) => {
    const message = messageOf(() => synthStack((stack) => restarting(stack, readerIn(stack, kind))));
    expect(message).toBe(
      [
        `test/reader: a ${kind} would be restarted by the rotation of a secret`,
        '  got: "reader"',
        "  allowed: workloads that sign nothing",
        "  do this: leave restartOnChange out, mount the values as files, and restart it by hand when it is safe",
      ].join("\n"),
    );
  });

  test("of a node that plays the part of a validator is refused", () => {
    const controller = Controller.statefulSet({ replicas: 1 });
    const message = messageOf(() =>
      synthStack((stack) => restarting(stack, readerIn(stack, "node", controller, "validator"))),
    );
    expect(message).toContain("a validator would be restarted");
  });

  test("of a validator is refused whichever operator brings its secrets", () => {
    const message = messageOf(() => synthStack((stack) => restarting(stack, readerIn(stack, "validator"), {})));
    expect(message).toContain("a validator would be restarted");
  });

  test("of a job is refused: it reads the new value when it runs next", () => {
    const job = Controller.cronJob({ schedule: "0 3 * * *" });
    const message = messageOf(() => synthStack((stack) => restarting(stack, readerIn(stack, "workload", job))));
    expect(message).toContain("no controller that could be restarted");
  });

  test("is refused where the operator restarts nobody", () => {
    const message = messageOf(() => synthStack((stack) => restarting(stack, readerIn(stack, "workload"), {})));
    expect(message).toContain("the External Secrets Operator restarts nobody when a value changes");
  });

  test("is asked for once, and not once with and once without", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const secret = storeIn(stack, { delivery }).secret(PATH, { keys: ["api-key"] });
        const reader = readerIn(stack, "workload");
        secret.grantRead(reader);
        secret.grantRead(reader, { restartOnChange });
      }),
    );
    expect(message).toContain("is granted twice, once with restarts and once without");
  });
});

describe("an age", () => {
  test.each([SecretDelivery.externalSecrets(), delivery])("stands on what brings the secret: %#", (operator) => {
    const stack = synthStack((scope) => {
      const store = storeIn(scope, { delivery: operator });
      store.secret(PATH, { keys: ["api-key"], rotateEveryDays: 90 }).grantRead(workloadIn(scope, "erpc"));
    });
    const annotated = manifestsOf(stack).filter(
      ({ metadata }) => metadata.annotations["palisade.dev/rotate-every-days"] === "90",
    );
    expect(annotated.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^(ExternalSecret|VaultStaticSecret)$/)]);
  });

  test.each([0, 1.5, 366])("is refused that is none: %d", (rotateEveryDays) => {
    const message = messageOf(() =>
      synthStack((stack) => storeIn(stack).secret(PATH, { keys: ["k"], rotateEveryDays })),
    );
    expect(message).toContain("never be rotated, or at once");
  });
});

test("the guardrails find nothing in what either operator is given", () => {
  expect(findingsOf(granted())).toEqual([]);
  expect(findingsOf(granted({ delivery, certificateAuthority: CERTIFICATE }))).toEqual([]);
});

describeWithTerraform("the Vault Secrets Operator with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("is planned, applied and planned again without a change", async () => {
    const build = (stack: TerraformStack) => restarting(stack, readerIn(stack, "workload"));
    expect(await isRehearsed(rehearsals, build)).toBe(true);
  });
});
