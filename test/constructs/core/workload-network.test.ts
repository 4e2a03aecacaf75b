import { Controller } from "../../../constructs/core/controller";
import { Exposure } from "../../../constructs/core/exposure";
import { Peer } from "../../../constructs/core/peer";
import { Workload } from "../../../constructs/core/workload";
import type { WorkloadProps } from "../../../constructs/core/workload-props";
import { plainCluster, webContainer } from "../../support/fixtures";
import { type Json, only, synthStack } from "../../support/synth";
import { props, synth } from "./workload-fixtures";

describe("traffic of a workload", () => {
  test("allowFrom opens the named port for the peer alone", () => {
    const policy = only(
      synth({}, (workload) => workload.allowFrom(Peer.namespace("edge"), "http")).resource[
        "kubernetes_network_policy_v1"
      ],
    ).spec;
    expect(policy.ingress).toEqual([
      {
        from: [{ namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "edge" } } }],
        ports: [{ port: "8080", protocol: "TCP" }],
      },
    ]);
  });

  test("allowTo adds egress, and asking twice says it once", () => {
    const policy = only(
      synth({}, (workload) => {
        workload.allowTo(Peer.cidr("192.0.2.0/24"), { port: 443 });
        workload.allowTo(Peer.cidr("192.0.2.0/24"), { port: 443 });
      }).resource["kubernetes_network_policy_v1"],
    ).spec;
    expect(policy.egress.slice(1)).toEqual([
      { to: [{ ip_block: { cidr: "192.0.2.0/24", except: [] } }], ports: [{ port: "443", protocol: "TCP" }] },
    ]);
  });

  test("the internet is both families without the private and local blocks of either", () => {
    const policy = only(
      synth({}, (workload) => workload.allowTo(Peer.internet(), { port: 443 })).resource[
        "kubernetes_network_policy_v1"
      ],
    ).spec;
    expect(policy.egress[1].to).toEqual([
      { ip_block: { cidr: "0.0.0.0/0", except: expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]) } },
      { ip_block: { cidr: "::/0", except: ["fc00::/7", "fe80::/10"] } },
    ]);
  });

  test("a cluster without IPv6 gets no rule for it, and a peer of whom nothing is left gets none at all", () => {
    const cluster = { ...plainCluster, hasIpv6: false };
    const policy = only(
      synth({ cluster }, (workload) => {
        workload.allowTo(Peer.internet(), { port: 443 });
        workload.allowTo(Peer.cidr("2001:db8::/32"), { port: 443 });
        workload.allowFrom(Peer.anywhere(), "http");
      }).resource["kubernetes_network_policy_v1"],
    ).spec;
    const blocks = (peers: Json[]) => peers.map(({ ip_block }) => ip_block.cidr);
    expect(policy.egress.slice(1).map(({ to }: Json) => blocks(to))).toEqual([["0.0.0.0/0"]]);
    expect(policy.ingress.map(({ from }: Json) => blocks(from))).toEqual([["0.0.0.0/0"]]);
  });

  test("a workload is a peer of another by its own labels", () => {
    const stack = synthStack((scope) => {
      const server = new Workload(scope, "server", props);
      const client = new Workload(scope, "client", { ...props, identity: { kind: "agent", name: "client" } });
      server.allowFrom(client, "http");
    });
    const policies = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
    const server = policies.find((policy) => policy.metadata.name === "web");
    expect(server.spec.ingress[0].from[0].pod_selector.match_labels).toEqual({
      "app.kubernetes.io/name": "agent",
      "app.kubernetes.io/instance": "client",
    });
  });

  test("an unknown port names the ports there are", () => {
    expect(() => synth({}, (workload) => workload.url("grpc"))).toThrow(/no such port[\s\S]*allowed: http/);
  });
});

describe("exposures of a workload", () => {
  const exposed = (exposure: Exposure, port = 8080): Partial<WorkloadProps> => ({
    controller: Controller.deployment({ replicas: 1 }),
    containers: [{ ...webContainer, ports: [{ name: "http", port, exposure }] }],
  });

  test("cluster gives one ClusterIP Service", () => {
    expect(only(synth().resource["kubernetes_service_v1"]).spec.type).toBe("ClusterIP");
  });

  test("privateNetwork gives an internal load balancer for the private blocks", () => {
    const stack = synth(exposed(Exposure.privateNetwork()));
    const service = Object.values(stack.resource["kubernetes_service_v1"] ?? {}).find(
      (candidate) => candidate.spec.type === "LoadBalancer",
    );
    expect(service.metadata.annotations["example.org/internal"]).toBe("true");
    expect(service.spec.load_balancer_source_ranges).toEqual(["10.0.0.0/16"]);
  });

  test("peers opens the same number on the node, and only that", () => {
    const stack = synth(exposed(Exposure.peers(), 30_303));
    const service = only(stack.resource["kubernetes_service_v1"]);
    expect(service.spec).toMatchObject({ type: "NodePort", external_traffic_policy: "Local" });
    expect(service.spec.port[0]).toMatchObject({ port: 30_303, node_port: 30_303 });
  });

  test("peers come from anywhere, in either address family", () => {
    const stack = synth(exposed(Exposure.peers(), 30_303));
    expect(only(stack.resource["kubernetes_network_policy_v1"]).spec.ingress).toEqual([
      {
        from: [{ ip_block: { cidr: "0.0.0.0/0", except: [] } }, { ip_block: { cidr: "::/0", except: [] } }],
        ports: [{ port: "30303", protocol: "TCP" }],
      },
    ]);
  });

  test("publicTls gives an ingress with TLS for the domain", () => {
    const exposure = Exposure.publicTls({ domain: "rpc.example.org", clusterIssuer: "letsencrypt" });
    const ingress = only(synth(exposed(exposure)).resource["kubernetes_ingress_v1"]);
    expect(ingress.spec.tls[0].hosts).toEqual(["rpc.example.org"]);
    expect(ingress.spec.tls[0].secret_name).toBe("web-http-tls");
    expect(ingress.metadata.annotations["cert-manager.io/cluster-issuer"]).toBe("letsencrypt");
  });

  test("an ingress whose controller has the certificate waits for no Secret", () => {
    const exposure = Exposure.publicTls({ domain: "rpc.example.org", certificate: "controller" });
    const ingress = only(synth(exposed(exposure)).resource["kubernetes_ingress_v1"]);
    expect(ingress.spec.tls).toEqual([{ hosts: ["rpc.example.org"] }]);
  });

  test("a domain that is none is refused", () => {
    expect(() => Exposure.publicTls({ domain: "Not A Domain" })).toThrow(/no proper host name/);
  });
});
