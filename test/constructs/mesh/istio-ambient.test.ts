import type { TerraformStack } from "cdktf";
import { Peer } from "../../../constructs/core/peer";
import { synthStack } from "../../support/synth";
import { valuesOfChart } from "../certificates/certificate-fixture";
import { MESHES, membersIn, named, templateOf } from "./mesh-fixture";

const PROMETHEUS = Peer.pods("monitoring", { "app.kubernetes.io/name": "prometheus" });

function meshed(scope: TerraformStack): void {
  const mesh = MESHES["Istio ambient"](scope);
  const { apps, data, database, gateway, node } = membersIn(scope);
  gateway.allowTo(database, { port: 5432 });
  mesh.join(apps);
  mesh.join(data);
  // What is asked for after joining counts too.
  database.allowFrom(gateway, "sql");
  gateway.allowTo(node, { port: 8545 });
  node.allowFrom(gateway, "rpc");
  gateway.allowFrom(PROMETHEUS, "metrics");
  gateway.allowFrom(node, "metrics");
}

describe("a mesh with Istio ambient", () => {
  const stack = synthStack(meshed);
  const policies = named(stack, "AuthorizationPolicy");
  const network = named(stack, "NetworkPolicy");

  it("takes its charts and images from where Istio stays", () => {
    const releases = Object.values(stack.resource["helm_release"] ?? {});
    const charts = releases.map(({ chart }) => chart).filter((chart) => chart.startsWith("oci:"));
    expect(charts.sort()).toEqual(
      ["base", "cni", "istiod", "ztunnel"].map((name) => `oci://ghcr.io/istio/release/charts/${name}`),
    );
    for (const name of ["/istiod", "/cni", "/ztunnel"]) {
      expect(valuesOfChart(stack, name)).toMatchObject({
        profile: "ambient",
        image: expect.stringMatching(/^docker\.io\/istio\/[\w-]+:1\.30\.3-distroless$/),
      });
    }
  });

  it("takes nothing in the clear, in no namespace", () => {
    expect(named(stack, "PeerAuthentication")["istio-system/default"]).toEqual({ mtls: { mode: "STRICT" } });
  });

  it("labels namespaces that join, and closes them to what nobody asked for", () => {
    const namespaces = Object.values(stack.resource["kubernetes_namespace_v1"] ?? {});
    const joined = namespaces.filter(({ metadata }) => metadata.labels["istio.io/dataplane-mode"] === "ambient");
    expect(joined.map(({ metadata }) => metadata.name).sort()).toEqual(["apps", "data"]);
    expect([policies["apps/default-deny"], policies["data/default-deny"]]).toEqual([{}, {}]);
  });

  it("lets in exactly who was asked for, by the account they run as", () => {
    expect(policies["data/database"]).toEqual({
      selector: { matchLabels: expect.objectContaining({ "app.kubernetes.io/instance": "database" }) },
      action: "ALLOW",
      rules: [
        {
          from: [{ source: { principals: ["cluster.local/ns/apps/sa/gateway"] } }],
          to: [{ operation: { ports: ["5432"] } }],
        },
      ],
    });
  });

  it("takes ports in the clear where who was asked for is outside, and no others", () => {
    expect(named(stack, "PeerAuthentication")["apps/gateway"]).toEqual({
      selector: expect.anything(),
      mtls: { mode: "STRICT" },
      portLevelMtls: { "4000": { mode: "PERMISSIVE" }, "9100": { mode: "PERMISSIVE" } },
    });
    expect(policies["apps/gateway"].rules).toEqual([
      { from: [{ source: { ipBlocks: ["10.0.0.0/16"] } }], to: [{ operation: { ports: ["4000"] } }] },
      { to: [{ operation: { ports: ["9100"] } }] },
    ]);
    expect(named(stack, "PeerAuthentication")["data/database"]).toBeUndefined();
  });

  it("opens the tunnel between those who asked for each other, on both sides, and to probes of the node", () => {
    const probes = (...ports: readonly number[]) => ({
      from: [{ ipBlock: { cidr: "169.254.7.127/32" } }],
      ports: ports.map((port) => ({ protocol: "TCP", port })),
    });
    const pods = (namespace: string, name: string) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
      podSelector: { matchLabels: expect.objectContaining({ "app.kubernetes.io/instance": name }) },
    });
    const tunnel = [{ protocol: "TCP", port: 15008 }];
    expect(network["data/database-mesh"]).toEqual({
      podSelector: expect.anything(),
      policyTypes: ["Ingress"],
      ingress: [probes(5432), { from: [pods("apps", "gateway")], ports: tunnel }],
    });
    expect(network["apps/gateway-mesh"]).toMatchObject({
      policyTypes: ["Ingress", "Egress"],
      ingress: [probes(4000, 9100)],
      egress: [{ to: [pods("data", "database")], ports: tunnel }],
    });
  });

  it("keeps pods with ports for peers out as a whole", () => {
    expect(templateOf(stack, "node").metadata.labels["istio.io/dataplane-mode"]).toBe("none");
    expect(templateOf(stack, "gateway").metadata.labels["istio.io/dataplane-mode"]).toBeUndefined();
    expect(Object.keys({ ...policies, ...network }).filter((name) => name.includes("node"))).toEqual([]);
  });

  it("takes one workload alone, by a label on its pods", () => {
    const alone = synthStack((scope) => {
      const mesh = MESHES["Istio ambient"](scope);
      const { database } = membersIn(scope);
      mesh.join(database);
      mesh.join(database);
    });
    expect(templateOf(alone, "database").metadata.labels["istio.io/dataplane-mode"]).toBe("ambient");
    expect(named(alone, "AuthorizationPolicy")).toEqual({
      "data/database": { selector: expect.anything(), action: "ALLOW", rules: [] },
    });
  });

  it("is watched: istiod, and both agents of each node", () => {
    synthStack((scope) => {
      const { watched } = MESHES["Istio ambient"](scope);
      expect(watched.map(({ workload }) => [workload.name, workload.metrics?.port])).toEqual([
        ["istiod", "http-monitoring"],
        ["ztunnel", "ztunnel-stats"],
        ["istio-cni-node", "metrics"],
      ]);
    });
  });
});
