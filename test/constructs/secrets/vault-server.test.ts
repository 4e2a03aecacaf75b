import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { Namespace } from "../../../constructs/core/namespace";
import { Peer } from "../../../constructs/core/peer";
import { MonitoringPlatform, requireWatched } from "../../../constructs/monitoring";
import {
  FirstStart,
  Seal,
  ServerCertificate,
  Snapshots,
  TerraformLogin,
  VaultServer,
  VaultStore,
} from "../../../constructs/secrets";
import { plainCluster } from "../../support/fixtures";
import { type Json, only, synthStack } from "../../support/synth";
import { declared, valuesOf } from "./vault-server-facts";
import { HOLDERS, serverIn } from "./vault-server-fixture";

describe("a VaultServer", () => {
  const { stack, server } = declared();

  it("runs three servers behind TLS, one a node, spread over zones, one away at a time", () => {
    const values = valuesOf(stack);
    expect(values.global.tlsDisable).toBe(false);
    expect(values.server.ha).toMatchObject({ replicas: 3, disruptionBudget: { enabled: true, maxUnavailable: 1 } });
    expect(values.server.topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: server.podLabels },
      },
    ]);
  });

  it("knows each server by the name of its pod, which its certificate is good for", () => {
    const values = valuesOf(stack);
    expect(values.server.ha.apiAddr).toBe("https://$(VAULT_K8S_POD_NAME).vault-internal:8200");
    const config: string = values.server.ha.raft.config;
    for (const index of [0, 1, 2]) expect(config).toContain(`"https://vault-${index}.vault-internal:8200"`);
    expect(server.certificateNames).toContain("*.vault-internal");
    expect(server.certificateNames).toContain("vault-active.vault.svc.cluster.local");
    expect(server.address).toBe("https://vault.vault.svc.cluster.local:8200");
  });

  it("keeps data and audit log on volumes of a class that somebody named", () => {
    const { dataStorage, auditStorage } = valuesOf(stack).server;
    expect([dataStorage, auditStorage]).toEqual([
      { enabled: true, size: "10Gi", storageClass: "gp3-encrypted" },
      { enabled: true, size: "20Gi", storageClass: "gp3-encrypted" },
    ]);
  });

  it("takes a renewed certificate up without a restart", () => {
    const [shell, option, script] = valuesOf(stack).server.postStart;
    expect([shell, option]).toEqual(["/bin/sh", "-c"]);
    expect(script).toContain("kill -HUP $(pidof vault)");
  });

  it("opens its API to those who were named, and its peers' port to its peers", () => {
    const { stack: open } = declared({ clients: [Peer.namespace("external-secrets")] });
    const { spec } = Object.values(open.resource["kubernetes_network_policy_v1"] ?? {}).find(
      (policy) => policy.metadata.name === "vault",
    );
    const byPort = (port: string) =>
      spec.ingress.filter((rule: Json) => rule.ports.some((of: Json) => of.port === port));
    const labels = (rule: Json) =>
      rule.from.map((peer: Json) => peer.pod_selector?.match_labels?.["app.kubernetes.io/instance"]);
    expect(byPort("8201").flatMap(labels)).toEqual(["vault"]);
    expect(byPort("8200").flatMap(labels)).toEqual(["vault", undefined, "vault-snapshots"]);
    const destinations = spec.egress.flatMap((rule: Json) => rule.to.map((to: Json) => to.ip_block?.cidr ?? "pods"));
    expect(destinations).toEqual([
      "pods",
      "pods",
      "10.0.0.0/16",
      "172.20.0.0/16",
      "169.254.170.23/32",
      "10.0.0.0/16",
      "0.0.0.0/0",
      "::/0",
    ]);
  });

  it("reaches no further than its own network when nobody of the internet logs in", () => {
    const terraform = TerraformLogin.awsRole({ roleArn: "arn:aws:iam::123456789012:role/run", region: "eu-central-1" });
    const { stack: inside, server: named } = declared({
      firstStart: FirstStart.byPeople({ holders: HOLDERS, terraform }),
    });
    const policies = Object.values(inside.resource["kubernetes_network_policy_v1"] ?? {});
    const own = policies.find((policy) => policy.metadata.name === "vault");
    expect(JSON.stringify(own)).not.toContain("0.0.0.0/0");
    expect(named.terraformLogin).toEqual({
      authLoginAws: [{ mount: "terraform", role: "terraform", headerValue: "vault.vault.svc" }],
    });
  });

  it("saves itself to a bucket that nobody can delete from, with a job that can do nothing else", () => {
    const bucket = only(stack.resource["aws_s3_bucket"]);
    expect(bucket).toMatchObject({ object_lock_enabled: true, lifecycle: { prevent_destroy: true } });
    expect(only(stack.resource["aws_s3_bucket_object_lock_configuration"]).rule).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 35 },
    });
    const upload = JSON.parse(only(stack.resource["aws_iam_role_policy"]).policy);
    expect(upload.Statement.flatMap((found: Json) => found.Action)).toEqual([
      "s3:PutObject",
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ]);
    const { spec } = only(stack.resource["kubernetes_cron_job_v1"]);
    const pod = spec.job_template.spec.template.spec;
    expect(spec.schedule).toBe("15 */2 * * *");
    expect(pod.init_container[0].command.at(-1)).toContain("vault operator raft snapshot save /snapshots/raft.snap");
    expect(pod.container[0].command.at(-1)).toContain("aws s3api put-object --bucket acme-vault-snapshots");
    expect(pod.container[0].volume_mount.map((mount: Json) => mount.name)).toEqual(["snapshots"]);
    // Not the private key of the servers.
    expect(pod.volume.find((volume: Json) => volume.name === "authority").secret.items).toEqual([
      { key: "ca.crt", path: "ca.crt" },
    ]);
  });

  it("takes shares without a login only while nobody can log in", () => {
    const opened = "enable_unauthenticated_access";
    expect(valuesOf(stack).server.ha.raft.config).not.toContain(opened);
    expect(valuesOf(declared({ openForRecovery: true }).stack).server.ha.raft.config).toContain(opened);
  });

  it("takes a certificate that somebody else brings", () => {
    const { stack: brought } = declared({ certificate: ServerCertificate.fromSecret("vault-server-tls") });
    const volumes: Json[] = valuesOf(brought).server.volumes;
    expect(volumes[0].secret.secretName).toBe("vault-server-tls");
    expect(JSON.stringify(brought)).not.toContain("cert-manager.io/v1");
  });

  it("runs OpenBao behind the same construct, with its audit devices where it wants them", () => {
    const { stack: fork, server: openbao } = declared({ program: "openbao", replicas: 5 });
    const values = valuesOf(fork, "openbao");
    expect(values.server.ha).toMatchObject({
      replicas: 5,
      apiAddr: "https://$(BAO_K8S_POD_NAME).vault-internal:8200",
    });
    expect(values.server.ha.raft.config).toContain('file_path = "/openbao/audit/audit.log"');
    expect(values.server.extraEnvironmentVars).toEqual({ BAO_CACERT: "/certificate/ca.crt" });
    expect(openbao.audit.devices).toEqual([]);
    expect(openbao.runbook).toContain("bao operator init -format=json");
  });

  it("has a runbook with its own names in it, and no secret", () => {
    const { runbook = "" } = server;
    for (const heading of ["First start", "A server stays sealed", "Restore a snapshot", "Rotate the seal's key"]) {
      expect(runbook).toContain(`## ${heading}\n`);
    }
    expect(runbook).toContain("-recovery-shares=3 -recovery-threshold=2");
    expect(runbook).toContain("-recovery-pgp-keys=anna.asc,ben.asc,carla.asc");
    expect(runbook).toContain("vault token revoke -self");
    expect(runbook).toContain('"environment": "prod"');
    expect(runbook).toContain("s3://acme-vault-snapshots/");
  });

  it("tells the provider how Terraform logs in, without a token", () => {
    expect(server.terraformLogin).toEqual({ authLoginJwt: [{ mount: "terraform", role: "terraform" }] });
    const logged = synthStack(
      (scope) => void new VaultProvider(scope, "vault", { address: server.address, ...server.terraformLogin }),
      { providers: false },
    );
    expect(logged.provider.vault).toEqual([
      { address: server.address, auth_login_jwt: [{ mount: "terraform", role: "terraform" }] },
    ]);
  });

  it("is watched over TLS, with its snapshots", () => {
    const watched = synthStack((scope) => {
      serverIn(scope);
      requireWatched(scope);
      MonitoringPlatform.fromAttributes({
        namespaceName: "monitoring",
        releaseLabel: "kube-prometheus-stack",
        runbookBaseUrl: "https://example.org/runbooks",
      }).watchAll(scope);
    });
    const releases = Object.values(watched.resource["helm_release"] ?? {});
    const manifests: Json[] = releases.flatMap((release) => JSON.parse(release.values[0]).manifests ?? []);
    const [monitor] = manifests.filter(({ kind }) => kind === "PodMonitor");
    expect(monitor.spec.podMetricsEndpoints[0]).toMatchObject({
      port: "https",
      path: "/v1/sys/metrics",
      params: { format: ["prometheus"] },
      scheme: "https",
      tlsConfig: {
        ca: { secret: { name: "vault-tls", key: "ca.crt" } },
        serverName: "vault.vault.svc.cluster.local",
      },
    });
    const rules = manifests.filter(({ kind }) => kind === "PrometheusRule").map(({ metadata }) => metadata.name);
    expect(rules).toEqual(["vault-vault", "vault-snapshots-vault-snapshots"]);
  });

  it("may be developed against, and then is one server that forgets", () => {
    const embedded = synthStack((scope) => {
      const local = new VaultServer(scope, "local", {
        cluster: plainCluster,
        namespace: Namespace.fromName("vault"),
        seal: Seal.embedded(),
      });
      VaultStore.onServer(scope, "store", local, { mount: "apps" });
    });
    expect(valuesOf(embedded)).toMatchObject({
      global: { tlsDisable: true },
      server: { dev: { enabled: true }, ha: { enabled: false }, auditStorage: { enabled: false } },
    });
    expect(embedded.resource["aws_kms_key"]).toBeUndefined();
    // It has no volume, and its pod's log is where a developer looks.
    expect(only(embedded.resource["vault_audit"])).toMatchObject({ type: "file", options: { file_path: "stdout" } });
  });
});

describe("snapshots that another team takes", () => {
  it("leave no job behind, and no login for one", () => {
    const { stack, server } = declared({ snapshots: Snapshots.keptElsewhere() });
    expect(stack.resource["kubernetes_cron_job_v1"]).toBeUndefined();
    expect(server.snapshotLogin).toBeUndefined();
  });
});
