import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { Workload } from "../../../constructs/core/workload";
import { SignerTls } from "../../../constructs/keys";
import { DatabaseEngine, SopsFile, SopsProvider } from "../../../constructs/secrets";
import { place } from "../../constructs/keys/key-fixtures";
import { monitor } from "../../constructs/keys/production";
import { PATH, storeIn, workloadIn } from "../../constructs/secrets/fixture";
import { sopsData, sopsFile } from "../../constructs/secrets/sops-fixture";
import { webContainer } from "../../support/fixtures";
import { type Misuse, prod, untyped, VALUE } from "./misuse";

function withEnvironment(stack: TerraformStack, environment: Readonly<Record<string, string>>): void {
  new Workload(stack, "shop", {
    ...place,
    identity: { kind: "workload", name: "shop" },
    controller: Controller.deployment({ replicas: 2 }),
    containers: [{ ...webContainer, environment }],
  });
  monitor(stack);
}

function bootstrap(stack: TerraformStack, content: string | object): void {
  new SopsProvider(stack, "sops");
  new SopsFile(stack, "bootstrap", { file: sopsFile(content) });
}

/** Secrets where everybody can read them. */
export const SECRET_MISUSES: readonly Misuse[] = [
  {
    title: "a secret that is declared with its value",
    build: (app) => storeIn(prod(app)).secret(PATH, untyped({ keys: ["api-key"], value: VALUE })),
    message: [
      "prod-apps/store: a secret was given options it does not have",
      '  got: ["value"]',
      "  allowed: keys, refreshSeconds, rotateEveryDays",
      "  do this: declare the path and the keys only; write the value into the store itself",
    ],
  },
  {
    title: "a value that is provided as text",
    build: (app) =>
      storeIn(prod(app))
        .secret(PATH, { keys: ["api-key"] })
        .provide(untyped({ "api-key": VALUE }), { version: 1 }),
    message: [
      "prod-apps/store/secret-rpc.provider-a: the value of api-key is plain text, which would stand in the state",
      "  allowed: an EphemeralValue: of an EphemeralVariable, or of an ephemeral resource",
      "  do this: declare an EphemeralVariable and hand the value in when Terraform runs",
    ],
  },
  {
    title: "the password of a database as text",
    build: (app) => {
      const stack = prod(app);
      new DatabaseEngine(stack, "database", { store: storeIn(stack) }).connection("main", {
        kind: "postgresql",
        host: "db.internal",
        database: "app",
        username: "vault",
        passwordVersion: 1,
        password: untyped(VALUE),
      });
    },
    message: [
      "prod-apps/database/main: the password of the database is plain text, which would stand in the state",
      "  allowed: an EphemeralValue: of an EphemeralVariable, or of an ephemeral resource",
      "  do this: declare an EphemeralVariable and hand the value in when Terraform runs",
    ],
  },
  {
    title: "certificates of a signer as text",
    build: (app) => {
      prod(app);
      SignerTls.fromSecrets(untyped({ keystore: VALUE, knownClients: VALUE }));
    },
    message: [
      "signer tls: keystore is not a secret but text, which would stand in the state",
      "  allowed: a secret of a store, such as vault.secret(path, { keys })",
      "  do this: write the value into the store, declare its path, and revoke the value if it was committed",
      "",
      "signer tls: knownClients is not a secret but text, which would stand in the state",
      "  allowed: a secret of a store, such as vault.secret(path, { keys })",
      "  do this: write the value into the store, declare its path, and revoke the value if it was committed",
    ],
  },
  {
    title: "a secret as an environment variable",
    build: (app) => withEnvironment(prod(app), { LOG_LEVEL: "info", API_KEY: VALUE }),
    message: [
      "prod-apps/shop/deployment, spec.template.spec.container[0].env[1].value: breaks the guardrail secrets/random-value (high): No value that looks drawn at random stands under a secret's name",
      '  got: "a random value under a secret\'s name"',
      "  allowed: the name of a secret in a store, and never the secret",
      "  do this: name the secret that holds it: a Secret of a VaultStore, read by who was granted it",
      "  source: docs/guardrails.md#secretsrandom-value",
      "",
      "prod-apps/shop/deployment, Deployment shop spec.template.spec.containers[0].env[1].value: breaks the guardrail secrets/secret-in-environment (high): No environment variable of a function, task, agent or container holds a secret in clear",
      '  got: "a secret in clear"',
      "  allowed: the name of a secret",
      "  do this: name the secret: secrets of ECS, valueFrom of Kubernetes, or a Secret handed to the Workload or Agent",
      "  source: docs/guardrails.md#secretssecret-in-environment",
    ],
  },
  {
    title: "a password as an environment variable, in a URL",
    build: (app) => withEnvironment(prod(app), { DATABASE_URL: `postgresql://shop:${VALUE}@db.internal:5432/shop` }),
    message: [
      "prod-apps/shop/deployment, spec.template.spec.container[0].env[0].value: breaks the guardrail secrets/url-password (high): No password stands in a URL",
      '  got: "a password in a URL"',
      "  allowed: the name of a secret in a store, and never the secret",
      "  do this: take the password from a secret and put the URL together in the program",
      "  source: docs/guardrails.md#secretsurl-password",
    ],
  },
  {
    title: "a value where an environment variable names a key of a Secret",
    build: (app) => workloadIn(prod(app), "shop").addSecretEnvironment(untyped({ API_KEY: VALUE })),
    message: [
      "prod-apps/apps.shop: the variable API_KEY of container web names no key of a Secret, it is text that would stand in the state",
      "  allowed: key(…) of what grantRead of a secret gives, or the secretName and key of a Secret in the cluster",
      "  do this: keep the value in a store and grant its secret to the workload; revoke the value if it was committed",
    ],
  },
  {
    title: "a value where a volume is mounted",
    build: (app) => workloadIn(prod(app), "shop").mount(untyped(VALUE), "/etc/shop"),
    message: [
      "prod-apps/apps.shop: what is to be mounted is no volume but text, which would stand in the state",
      "  allowed: Volume.secret, Volume.scratch and the like, or volume() of what grantRead of a secret gives",
      "  do this: keep the value in a store, grant its secret to the workload and mount that; revoke it if it was committed",
    ],
  },
  {
    title: "a secret as a tag",
    build: (app) =>
      new EbsVolume(prod(app), "cache", {
        availabilityZone: "eu-central-1a",
        size: 1,
        encrypted: true,
        tags: { Name: "cache", ApiToken: VALUE },
      }),
    message: [
      "prod-apps/cache, tags.ApiToken: breaks the guardrail secrets/random-value (high): No value that looks drawn at random stands under a secret's name",
      '  got: "(not shown)"',
      "  allowed: the name of a secret in a store, and never the secret",
      "  do this: name the secret that holds it: a Secret of a VaultStore, read by who was granted it",
      "  source: docs/guardrails.md#secretsrandom-value",
      "",
      "prod-apps/cache, tags.ApiToken: breaks the guardrail secrets/secret-in-tag (high): No tag, label or annotation holds a secret",
      '  got: "(not shown)"',
      "  allowed: no secret",
      "  do this: remove the tag; where the secret's place has to be told, name the secret",
      "  source: docs/guardrails.md#secretssecret-in-tag",
    ],
  },
  {
    title: "a SOPS file that nobody encrypted",
    build: (app) => bootstrap(prod(app), `password: ${VALUE}\n`),
    message: [
      "prod-apps/bootstrap bootstrap.yaml: the file was not encrypted by SOPS: it has no sops block",
      "  allowed: what sops --encrypt writes",
      "  do this: encrypt it, and change every secret in it if it was committed",
      "  source: getsops/sops v3.13.2, README and stores/stores.go; carlpett/terraform-provider-sops v1.4.1",
    ],
  },
  {
    title: "a SOPS file with conflict marks",
    build: (app) => bootstrap(prod(app), `<<<<<<< HEAD\na: ${VALUE}\n=======\n`),
    message: [
      "prod-apps/bootstrap bootstrap.yaml: the file is no tree of YAML or JSON, so nobody can open it",
      "  allowed: what sops --encrypt writes, without conflict marks and repeated keys",
      "  do this: take the last good version and change it with sops",
      "  source: getsops/sops v3.13.2, README and stores/stores.go; carlpett/terraform-provider-sops v1.4.1",
    ],
  },
  {
    title: "a SOPS file without its MAC, with a value that was added by hand",
    build: (app) => bootstrap(prod(app), sopsData({ sops: { mac: undefined }, values: { pin: VALUE } })),
    message: [
      "prod-apps/bootstrap bootstrap.yaml: the file has no MAC, so nobody would notice a value that was changed or taken from elsewhere",
      "  allowed: sops.mac as SOPS writes it",
      "  do this: take the last good version and change it with sops",
      "  source: getsops/sops v3.13.2, README and stores/stores.go; carlpett/terraform-provider-sops v1.4.1",
      "",
      "prod-apps/bootstrap bootstrap.yaml: the value pin stands in clear",
      "  allowed: encrypted values, or a name that ends in _unencrypted",
      "  do this: encrypt the file anew, and change the secret if it was committed",
      "  source: getsops/sops v3.13.2, README and stores/stores.go; carlpett/terraform-provider-sops v1.4.1",
    ],
  },
];
