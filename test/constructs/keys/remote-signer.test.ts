import { App, Aspects, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { DependencyAspect } from "../../../constructs/core/dependency-aspect";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Peer } from "../../../constructs/core/peer";
import { KeySource, RemoteSigner, type RemoteSignerProps, SignerTls, SlashingDatabase } from "../../../constructs/keys";
import { problemsOf } from "../../support/refusals";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import { AUTHORITY, blsKey, databaseIn, place, signerIn, signerTls, vaultIn } from "./key-fixtures";
import { monitor } from "./production";

const stack = synthStack((scope) => {
  Aspects.of(scope).add(new DependencyAspect());
  signerIn(scope).grantSign(workloadIn(scope, "validator"));
});
const deployment = (from: SynthesizedJson): Json =>
  Object.values(from.resource["kubernetes_deployment_v1"] ?? {}).find(({ metadata }) => metadata.name === "signer");
const pod = (from: SynthesizedJson): Json => deployment(from).spec.template.spec;
const files = (from: SynthesizedJson): Record<string, string> =>
  Object.values(from.resource["kubernetes_config_map_v1"] ?? {}).find(
    ({ metadata }) => metadata.name.startsWith("signer-") && !metadata.name.includes("schema"),
  ).data;
const args: string[] = pod(stack).container[0].args;

describe("a remote signer", () => {
  it("speaks mutual TLS, answers to its own names, and has no key manager", () => {
    expect(args).toEqual(
      expect.arrayContaining([
        "--http-host-allowlist=signer,signer.keys,signer.keys.svc,signer.keys.svc.cluster.local",
        "--tls-keystore-file=/etc/signer-tls/server/keystore.p12",
        "--tls-keystore-password-file=/etc/signer-tls/server/password",
        "--tls-known-clients-file=/etc/signer-tls/clients/known-clients",
        "--metrics-host-allowlist=$(POD_IP)",
        "--key-manager-api-enabled=false",
        "--slashing-protection-enabled=true",
        "--network=mainnet",
      ]),
    );
    expect(args.filter((arg) => /allow-any-client|allow-ca-clients/.test(arg))).toEqual([]);
  });

  it("puts what holds for every mode before the mode, and the rest behind it", () => {
    const mode = args.indexOf("eth2");
    expect(args.slice(0, mode).every((arg) => !arg.includes("slashing"))).toBe(true);
    expect(args.slice(mode).filter((arg) => /^--(http|tls|metrics)/.test(arg))).toEqual([]);
  });

  it("reads each key from Vault with its own service account, from a file that holds neither key nor token", () => {
    const file = files(stack)[`${blsKey(1)}.yaml`] ?? "";
    expect(parse(file)).toEqual({
      type: "hashicorp",
      keyType: "BLS",
      serverHost: "vault.vault.svc",
      serverPort: 8200,
      tlsEnabled: true,
      keyPath: `/v1/apps/data/validators/mainnet/${blsKey(1)}`,
      keyName: "value",
      authMethod: "KUBERNETES",
      kubernetesRole: only(stack.resource["vault_kubernetes_auth_backend_role"]).role_name,
      kubernetesAuthPath: "kubernetes",
      kubernetesServiceAccountTokenPath: "/var/run/secrets/vault/token",
    });
    expect(only(stack.resource["vault_kubernetes_auth_backend_role"])).toMatchObject({
      bound_service_account_names: ["signer"],
      bound_service_account_namespaces: ["keys"],
    });
  });

  it("knows Vault by its certificates where no public authority signed them", () => {
    const print = Array.from({ length: 32 }, () => "AB").join(":");
    const pinned = synthStack((scope) => {
      const keys = KeySource.vaultKeystores(vaultIn(scope), {
        name: "validators",
        path: "v",
        keys: [blsKey(1)],
        serverFingerprints: [print],
      });
      signerIn(scope, { keys });
    });
    expect(files(pinned)["vault-known-servers"]).toBe(`vault.vault.svc:8200 ${print}\n`);
    expect(parse(files(pinned)[`${blsKey(1)}.yaml`] ?? "").tlsKnownServersPath).toBe(
      "/etc/web3signer/vault-known-servers",
    );
  });

  it("shares one database over TLS, whose login stands in no argument and no variable", () => {
    const url = args.find((arg) => arg.startsWith("--slashing-protection-db-url")) ?? "";
    expect(url).toMatch(
      /^--slashing-protection-db-url=jdbc:postgresql:\/\/\$\{aws_db_instance\.\w+\.address\}:5432\/web3signer\?sslmode=verify-full&sslrootcert=\/etc\/web3signer\/database-ca\.pem$/,
    );
    expect(files(stack)["database-ca.pem"]).toBe(AUTHORITY);
    expect(args).toContain("--slashing-protection-db-pool-configuration-file=/run/database-login/pool.properties");
    const variables = pod(stack).container[0].env.map(({ name }: Json) => name);
    expect(variables).toEqual(["JAVA_OPTS", "POD_IP"]);
    const login = pod(stack).volume.find(({ name }: Json) => name === "database-login");
    expect(login.empty_dir.medium).toBe("Memory");
  });

  it("has two replicas over zones on nodes for signers, never fewer than one at a time, and no autoscaler", () => {
    expect(deployment(stack).spec.replicas).toBe("2");
    expect(deployment(stack).lifecycle).toBeUndefined();
    expect(pod(stack).node_selector).toEqual({ "example.org/nodes": "signers" });
    expect(pod(stack).topology_spread_constraint.map(({ topology_key: key }: Json) => key)).toContain(
      "topology.kubernetes.io/zone",
    );
    const budgets = Object.values(stack.resource["kubernetes_pod_disruption_budget_v1"] ?? {});
    expect(budgets.find(({ metadata }) => metadata.name === "signer").spec.max_unavailable).toBe("1");
  });

  it("says on its pods, and nowhere else, which keys it signs with", () => {
    const keys = `${blsKey(1)},${blsKey(2)}`;
    expect(deployment(stack).spec.template.metadata.annotations["palisade.dev/key"]).toBe(keys);
    const job = only(stack.resource["kubernetes_job_v1"]);
    expect(JSON.stringify(job)).not.toContain("palisade.dev/key");
  });

  it("starts after the schema is brought up to its release", () => {
    const [[address = ""] = []] = Object.entries(stack.resource["kubernetes_job_v1"] ?? {});
    expect(deployment(stack).depends_on).toContain(`kubernetes_job_v1.${address}`);
    const job = only(stack.resource["kubernetes_job_v1"]);
    expect(job.wait_for_completion).toBe(true);
    expect(job.metadata.name).toContain("26-7-0");
    const [copy] = job.spec.template.spec.init_container;
    expect(copy.command).toEqual(["cp", "--recursive", "/opt/web3signer/migrations/postgresql/.", "/migrations"]);
    const [flyway] = job.spec.template.spec.container;
    expect(flyway.args.slice(1)).toEqual(["-locations=filesystem:/migrations", "-connectRetries=30", "migrate"]);
    expect(flyway.env).toEqual([]);
  });

  it("starts after the policy and the role by which it loads its keys: it asks for them once", () => {
    for (const type of ["vault_policy", "vault_kubernetes_auth_backend_role"]) {
      const [address = ""] = Object.keys(stack.resource[type] ?? {});
      expect(deployment(stack).depends_on).toContain(`${type}.${address}`);
    }
  });

  it("lets in whom it was granted to, and goes out to its database and Vault alone", () => {
    const policy = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {}).find(
      ({ metadata }) => metadata.name === "signer",
    );
    const [validator, ...others] = policy.spec.ingress;
    expect(others).toEqual([]);
    expect(JSON.stringify(validator.from)).toContain('"app.kubernetes.io/instance":"validator"');
    expect(validator.ports).toEqual([{ port: "9000", protocol: "TCP" }]);
    const ports = policy.spec.egress.flatMap((rule: Json) => rule.ports.map(({ port }: Json) => port));
    expect(ports.sort()).toEqual(["53", "53", "5432", "8200"]);
  });
});

describe("a signer that is watched", () => {
  it("has alerts that know how many keys it has to load", () => {
    const watched = synthStack((scope) => {
      signerIn(scope);
      monitor(scope);
    });
    const objects: Json[] = Object.values(watched.resource["helm_release"] ?? {})
      .flatMap(({ values }) => values)
      .flatMap((text) => JSON.parse(text).manifests ?? []);
    const rules = objects.find(
      ({ kind, metadata }) => kind === "PrometheusRule" && metadata.name === "signer-web3signer",
    );
    const [group] = rules.spec.groups;
    expect(group.rules.map(({ alert }: Json) => alert)).toEqual([
      "SignerDown",
      "SignerPreventedSigning",
      "SignerKeysMissing",
      "SignerUnknownKey",
    ]);
    expect(group.rules[2].expr).toMatch(/signing_signers_loaded_count\{.*\}\) < 2$/);
    expect(objects.some(({ kind, metadata }) => kind === "PodMonitor" && metadata.name === "signer-metrics")).toBe(
      true,
    );
  });
});

describe("a signer that would hurt", () => {
  const fresh = () => new TerraformStack(new App(), "test");
  const without = (props: object): RemoteSignerProps => JSON.parse(JSON.stringify(props));

  it("does not synthesize: replicas without a database, keys as text, no certificates, every host name", () => {
    const props = { network: "main", replicas: 3, keys: ["0x12"], hosts: ["*", "Signer_0"] };
    expect(problemsOf(() => new RemoteSigner(fresh(), "signer", { ...without(props), ...place }))).toMatchObject([
      { where: "test/signer", got: "main", allowed: "mainnet, hoodi, sepolia" },
      { what: expect.stringContaining("3 replicas of a signer share no database of what they signed") },
      { what: "a signer would sign for whoever reaches its port" },
      { what: "a signer would answer to every name", got: "*" },
      { what: "a name by which clients call a signer is no host name", got: "Signer_0" },
      { what: "a signer for validators was given no keys that it can load" },
    ]);
  });

  it("does not synthesize with an image without a shell, or without replicas", () => {
    const image = ImageRef.parse("consensys/web3signer:26.7.0-distroless");
    expect(problemsOf(() => signerIn(fresh(), { image, replicas: 0 })).map(({ got }) => got)).toEqual([
      0,
      "consensys/web3signer:26.7.0-distroless",
    ]);
  });

  it("does not synthesize on the database of another network, which refuses all that it asks, and names both", () => {
    const app = new App();
    const scope = new TerraformStack(app, "a");
    const database = databaseIn(scope);
    signerIn(scope, { database });
    const keysOf = (stack: TerraformStack, number: number) =>
      KeySource.vaultKeystores(vaultIn(stack), { name: `n${number}`, path: `n${number}`, keys: [blsKey(number)] });
    const other = new TerraformStack(app, "b");
    const second = (network: "mainnet" | "hoodi") => () =>
      new RemoteSigner(other, network, { ...place, network, keys: keysOf(other, 3), database, tls: signerTls() });
    expect(problemsOf(second("hoodi"))).toMatchObject([
      {
        where: "b/hoodi",
        what: expect.stringContaining("is that of a/signer for mainnet already"),
        got: "hoodi",
        doThis: "give b/hoodi another slashing-protection database",
      },
    ]);
  });

  it("knows a database again that two constructs stand for, and lets signers of one network share it", () => {
    const scope = fresh();
    const attributes = {
      host: "db.example.org",
      databaseName: "web3signer",
      credentials: ExistingSecret.fromName("login", ["username", "password"]),
      certificateAuthority: AUTHORITY,
      peer: Peer.internet(),
    };
    const vault = vaultIn(scope);
    const signer = (id: string, number: number, network: "mainnet" | "hoodi") =>
      new RemoteSigner(scope, id, {
        ...place,
        network,
        keys: KeySource.vaultKeystores(vault, { name: id, path: id, keys: [blsKey(number)] }),
        database: SlashingDatabase.fromAttributes(attributes),
        tls: signerTls(),
      });
    signer("one", 1, "mainnet");
    expect(problemsOf(() => signer("two", 2, "mainnet"))).toEqual([]);
    expect(problemsOf(() => signer("three", 3, "hoodi"))).toMatchObject([{ where: "test/three", got: "hoodi" }]);
  });

  it("gives no signature to what runs as everybody", () => {
    const scope = fresh();
    const validator = Object.assign(workloadIn(scope, "validator"), { serviceAccountName: "default" });
    expect(() => signerIn(scope).grantSign(validator)).toThrow(/runs as the namespace's default service account/);
  });

  it("gives no signature to what has no account to be told by", () => {
    const scope = fresh();
    const validator = Object.assign(workloadIn(scope, "validator"), { serviceAccountName: undefined });
    expect(() => signerIn(scope).grantSign(validator)).toThrow(/the validator has no service account/);
  });

  it("has certificates from secrets, and says which name is missing where", () => {
    const keystore = ExistingSecret.fromName("tls", ["tls.p12"]);
    expect(
      problemsOf(() => SignerTls.fromSecrets({ keystore, knownClients: keystore })).map(({ doThis }) => doThis),
    ).toEqual(
      ["keystoreKey", "passwordKey", "knownClientsKey"].map((field) => expect.stringContaining(`or correct ${field}`)),
    );
    const all = ExistingSecret.fromName("pki", ["keystore.p12", "password", "known-clients"]);
    const files = SignerTls.fromSecrets({ keystore: all, knownClients: all }).files;
    expect(files.knownClients).toBe("/etc/signer-tls/server/known-clients");
    expect(signerTls().files.knownClients).toBe("/etc/signer-tls/clients/known-clients");
  });

  it("takes a database that is there only with its certificates and a login in a secret", () => {
    const problems = problemsOf(() =>
      SlashingDatabase.fromAttributes({
        host: "user:secret@db.example.org",
        port: 0,
        databaseName: "Web3",
        credentials: ExistingSecret.fromName("login", ["username"]),
        certificateAuthority: "-----BEGIN PRIVATE KEY-----",
        peer: { toPeerSelectors: () => [] },
      }),
    );
    expect(problems.map(({ what }) => what)).toEqual([
      "host of the slashing-protection database is none",
      "port of the slashing-protection database is none",
      "databaseName of the slashing-protection database is none",
      expect.stringContaining("it has no certificate authority"),
      "the secret with the database's login has no such value",
    ]);
    expect(JSON.stringify(problems)).not.toContain("user:secret");
  });
});
