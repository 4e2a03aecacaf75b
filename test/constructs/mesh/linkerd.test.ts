import type { TerraformStack } from "cdktf";
import { Peer } from "../../../constructs/core/peer";
import { MeshIdentity, ServiceMesh } from "../../../constructs/mesh";
import { PkiRoot } from "../../../constructs/secrets";
import { plainCluster } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";
import { valuesOfChart } from "../certificates/certificate-fixture";
import { policyOf, storeIn } from "../secrets/fixture";
import { ANCHORS, MESHES, membersIn, named, templateOf } from "./mesh-fixture";

const PROMETHEUS = Peer.pods("monitoring", { "app.kubernetes.io/name": "prometheus" });

function meshed(scope: TerraformStack): void {
  const mesh = MESHES.Linkerd(scope);
  const { apps, data, database, gateway, node } = membersIn(scope);
  mesh.join(apps);
  mesh.join(data);
  gateway.allowTo(database, { port: 5432 });
  database.allowFrom(gateway, "sql");
  gateway.allowTo(node, { port: 8545 });
  node.allowFrom(gateway, "rpc");
  node.allowFrom(PROMETHEUS, "rpc");
}

describe("a mesh with Linkerd", () => {
  const stack = synthStack(meshed);

  it("has the key of its authority made by cert-manager, and none in its values", () => {
    const values = valuesOfChart(stack, "linkerd-control-plane");
    expect(values.identity).toEqual({
      externalCA: true,
      issuer: { scheme: "kubernetes.io/tls", issuanceLifetime: "24h0m0s" },
    });
    expect(JSON.stringify(values)).not.toMatch(/PEM|PRIVATE KEY/);
    expect(named(stack, "Certificate")["linkerd/linkerd-identity-issuer"]).toMatchObject({
      isCA: true,
      secretName: "linkerd-identity-issuer",
      commonName: "identity.linkerd.cluster.local",
      issuerRef: { kind: "ClusterIssuer", name: "roots" },
      duration: "48h",
      renewBefore: "24h",
      privateKey: { rotationPolicy: "Always" },
    });
    expect(only(stack.resource["kubernetes_config_map_v1"])).toMatchObject({
      metadata: { name: "linkerd-identity-trust-roots" },
      data: { "ca-bundle.crt": ANCHORS },
    });
  });

  it("closes what nobody opened, lets no pod start past it, and reports home to nobody", () => {
    expect(valuesOfChart(stack, "linkerd-control-plane")).toMatchObject({
      proxy: { defaultInboundPolicy: "deny" },
      webhookFailurePolicy: "Fail",
      disableHeartBeat: true,
      controllerReplicas: 3,
      enablePodDisruptionBudget: true,
      policyController: { probeNetworks: ["10.0.0.0/16"] },
    });
  });

  it("has webhooks whose certificates cert-manager renews", () => {
    const values = valuesOfChart(stack, "linkerd-control-plane");
    for (const [key, name] of [
      ["proxyInjector", "linkerd-proxy-injector"],
      ["profileValidator", "linkerd-sp-validator"],
      ["policyValidator", "linkerd-policy-validator"],
    ] as const) {
      expect(values[key]).toEqual({ externalSecret: true, injectCaFrom: `linkerd/${name}` });
      expect(named(stack, "Certificate")[`linkerd/${name}`].secretName).toBe(`${name}-k8s-tls`);
    }
  });

  it("marks namespaces that join", () => {
    const namespaces = Object.values(stack.resource["kubernetes_namespace_v1"] ?? {});
    const apps = namespaces.find(({ metadata }) => metadata.name === "apps");
    expect(apps?.metadata.annotations).toMatchObject({
      "linkerd.io/inject": "enabled",
      "config.linkerd.io/default-inbound-policy": "deny",
    });
  });

  it("names each port that was asked for, and lets in who asked by the account they run as", () => {
    expect(named(stack, "Server")["data/database-5432"]).toEqual({
      podSelector: { matchLabels: expect.objectContaining({ "app.kubernetes.io/instance": "database" }) },
      port: 5432,
      accessPolicy: "deny",
      // A database speaks first.
      proxyProtocol: "opaque",
    });
    expect(named(stack, "MeshTLSAuthentication")["data/database-5432"]).toEqual({
      identityRefs: [{ kind: "ServiceAccount", name: "gateway", namespace: "apps" }],
    });
    expect(named(stack, "AuthorizationPolicy")["data/database-5432-mesh"]).toEqual({
      targetRef: { group: "policy.linkerd.io", kind: "Server", name: "database-5432" },
      requiredAuthenticationRefs: [
        { group: "policy.linkerd.io", kind: "MeshTLSAuthentication", name: "database-5432" },
      ],
    });
  });

  it("lets those outside in by their addresses", () => {
    expect(named(stack, "NetworkAuthentication")).toEqual({
      "apps/gateway-4000": { networks: [{ cidr: "10.0.0.0/16" }] },
      "apps/node-8545": { networks: [{ cidr: "0.0.0.0/0" }, { cidr: "::/0" }] },
    });
  });

  it("takes ports for peers past the proxy, both ways, and is reached on the others", () => {
    expect(templateOf(stack, "node").metadata.annotations).toMatchObject({
      "config.linkerd.io/skip-inbound-ports": "30303",
      "config.linkerd.io/skip-outbound-ports": "1-65535",
    });
    expect(Object.keys(named(stack, "Server")).sort()).toEqual([
      "apps/gateway-4000",
      "apps/node-8545",
      "data/database-5432",
    ]);
  });

  it("opens the proxies' port between those who asked for each other, and the control plane to all of them", () => {
    const network = named(stack, "NetworkPolicy");
    expect(network["data/database-mesh"].ingress).toEqual([
      { from: [expect.anything()], ports: [{ protocol: "TCP", port: 4143 }] },
    ]);
    expect(network["apps/gateway-mesh"].egress).toEqual([
      { to: [expect.anything(), expect.anything()], ports: [{ protocol: "TCP", port: 4143 }] },
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "linkerd" } } }],
        ports: [8080, 8086, 8090].map((port) => ({ protocol: "TCP", port })),
      },
    ]);
  });

  it("takes one workload alone, by an annotation on its pods", () => {
    const alone = synthStack((scope) => {
      const mesh = MESHES.Linkerd(scope);
      mesh.join(membersIn(scope).database);
    });
    expect(templateOf(alone, "database").metadata.annotations["linkerd.io/inject"]).toBe("enabled");
  });

  it("has its authority signed by a root in Vault, which takes no other name and time", () => {
    const vaulted = synthStack((scope) => {
      const root = new PkiRoot(scope, "root", { commonName: "Example Mesh Root", path: "pki-mesh" });
      ServiceMesh.linkerd(scope, "mesh", {
        cluster: plainCluster,
        identity: MeshIdentity.fromVaultRoot({ root, store: storeIn(scope), lifetimeHours: 24 }),
      });
    });
    const issuerRef = { group: "cert-manager.io", kind: "Issuer", name: "authorities" };
    const order = named(vaulted, "Certificate")["linkerd/linkerd-identity-issuer"];
    expect(order).toMatchObject({ issuerRef, duration: "24h", isCA: true });
    const { policy } = policyOf(vaulted, "pki-mesh/root/sign-intermediate");
    expect(policy).toContain(`"common_name" = ["${order.commonName}"]`);
    expect(policy).toContain('"ttl" = ["24h0m0s"]');
    expect(only(vaulted.resource["kubernetes_config_map_v1"]).data["ca-bundle.crt"]).toMatch(
      /^\$\{vault_pki_secret_backend_root_cert\..*\.certificate\}$/,
    );
  });
});
