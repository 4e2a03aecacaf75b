import type { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { Peer } from "../../../constructs/core/peer";
import { Workload } from "../../../constructs/core/workload";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { type Json, only } from "../../support/synth";
import { containerOf, podOf, synthNode } from "./chain-node-fixtures";

function client(stack: TerraformStack): Workload {
  return new Workload(stack, "client", {
    cluster: plainCluster,
    namespace: appsNamespace,
    identity: { kind: "workload", name: "client" },
    controller: Controller.deployment({ replicas: 1 }),
    containers: [webContainer],
  });
}

describe("who reaches a node", () => {
  test("nobody reaches the engine API: it is in no Service, no policy and no list of ports", () => {
    const stack = synthNode({}, (node, scope) => {
      node.grantRpc(client(scope));
      node.grantWs(Peer.namespace("apps"));
      node.grantBeacon(Peer.namespace("apps"));
    });
    for (const type of ["kubernetes_service_v1", "kubernetes_network_policy_v1"]) {
      expect(JSON.stringify(stack.resource[type])).not.toContain("8551");
    }
    const ports = podOf(stack).container.flatMap(({ port }: Json) => port.map((one: Json) => one.container_port));
    expect(ports).not.toContain(8551);
    expect(containerOf(stack, "reth").command).toContain("--authrpc.addr=127.0.0.1");
  });

  test("peers reach exactly its peer ports, under the numbers the clients announce", () => {
    const stack = synthNode();
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    const open = services.filter(({ spec }) => spec.type === "NodePort");
    expect(open).toHaveLength(1);
    expect(
      open[0].spec.port.map(({ name, port, node_port, protocol }: Json) => [name, port, node_port, protocol]),
    ).toEqual([
      ["el-p2p", 30303, 30303, "TCP"],
      ["el-discovery", 30303, 30303, "UDP"],
      ["el-discovery5", 30304, 30304, "UDP"],
      ["cl-p2p", 30900, 30900, "TCP"],
      ["cl-discovery", 30900, 30900, "UDP"],
      ["cl-quic", 30901, 30901, "UDP"],
    ]);
    expect(containerOf(stack, "reth").command).toContain("--port=30303");
    expect(containerOf(stack, "lighthouse").command).toContain("--enr-quic-port=30901");
    expect(services.filter(({ spec }) => spec.type === "LoadBalancer")).toEqual([]);
  });

  test("without a grant, the policy lets in peers alone", () => {
    const { ingress } = only(synthNode().resource["kubernetes_network_policy_v1"]).spec;
    const ports = ingress.flatMap((rule: Json) => rule.ports.map(({ port }: Json) => Number(port)));
    expect([...new Set(ports)].sort()).toEqual([30303, 30304, 30900, 30901]);
  });

  test("a grant opens its one port, on both sides", () => {
    const stack = synthNode({}, (node, scope) => node.grantRpc(client(scope)));
    const policies: Json[] = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
    const [mine, theirs] = ["reth-lighthouse", "workload"].map(
      (name) => policies.find(({ spec }) => spec.pod_selector.match_labels["app.kubernetes.io/name"] === name)?.spec,
    );
    const granted = mine.ingress.filter((rule: Json) => rule.ports.some(({ port }: Json) => port === "8545"));
    expect(granted).toHaveLength(1);
    expect(granted[0].from[0].pod_selector.match_labels["app.kubernetes.io/instance"]).toBe("client");
    expect(theirs.egress.at(-1).ports).toEqual([{ port: "8545", protocol: "TCP" }]);
  });

  test("it may reach the internet, but no private address", () => {
    const { egress } = only(synthNode().resource["kubernetes_network_policy_v1"]).spec;
    const block = egress.flatMap((rule: Json) => rule.to).find((to: Json) => to.ip_block !== undefined).ip_block;
    expect(block.cidr).toBe("0.0.0.0/0");
    expect(block.except).toEqual(expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]));
  });
});
