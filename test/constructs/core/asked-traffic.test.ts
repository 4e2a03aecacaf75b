import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { Exposure } from "../../../constructs/core/exposure";
import { Namespace } from "../../../constructs/core/namespace";
import { Peer } from "../../../constructs/core/peer";
import { Workload } from "../../../constructs/core/workload";
import type { WorkloadProps } from "../../../constructs/core/workload-props";
import { recordAt } from "../../../lib/core/json";
import { webContainer } from "../../support/fixtures";
import { synthesizedWithComments } from "../../support/synthesized-with-comments";
import { props } from "./workload-fixtures";

/** What a stack with one workload says was asked of the network. */
function asked(more: Partial<WorkloadProps>, ask: (workload: Workload, stack: TerraformStack) => void = () => {}) {
  const [stack] = synthesizedWithComments((app) => {
    const made = new TerraformStack(app, "test");
    new KubernetesProvider(made, "kubernetes", { configPath: "kubeconfig" });
    ask(new Workload(made, "web", { ...props, ...more }), made);
  });
  return recordAt(stack?.json, "//", "palisade", "asked");
}

const SELF = { construct: "test/web" };
const DNS = {
  verb: "DNS",
  at: "test/web",
  from: SELF,
  to: { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } },
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
  side: "from",
};

describe("what a workload asks of the network", () => {
  test("DNS and nothing else, unless somebody asks", () => {
    expect(asked({})).toEqual({ traffic: [DNS], closed: [SELF] });
  });

  test.each([
    ["peers", Exposure.peers(), { place: "anywhere" }],
    ["the private network", Exposure.privateNetwork(), { cidrs: ["10.0.0.0/16"] }],
    [
      "an ingress controller in the cluster",
      Exposure.publicTls({ domain: "a.example.org", certificate: "controller", ingressNamespace: "edge" }),
      { namespace: "edge" },
    ],
    [
      "an ingress controller outside",
      Exposure.publicTls({ domain: "a.example.org", certificate: "controller" }),
      { cidrs: ["10.0.0.0/16"] },
    ],
  ])("an exposure asks for %s", (_, exposure, from) => {
    const containers = [{ ...webContainer, ports: [{ name: "http", port: 30_303, exposure }] }];
    const ports = [{ port: 30_303, protocol: "TCP" }];
    expect(asked({ containers, controller: Controller.deployment({ replicas: 1 }) })["traffic"]).toEqual([
      DNS,
      { verb: "exposure", at: "test/web", from, to: SELF, ports, side: "to" },
    ]);
  });

  test("verbs ask for whom they were given, and not for how a policy finds them", () => {
    const { traffic } = asked({ kubernetesApiAccess: true }, (workload, stack) => {
      workload.allowFrom(Peer.namespace("edge"), "http");
      workload.allowFrom(new Namespace(stack, "own", { name: "own" }), "http");
      workload.allowTo(Peer.internet(), { port: 443 });
      workload.allowTo(workload);
      workload.allowTo({ toPeerSelectors: () => [{ cidr: "192.0.2.0/24" }] });
    });
    expect(traffic).toMatchObject([
      { verb: "DNS" },
      {
        verb: "kubernetesApiAccess",
        to: { cidrs: ["10.0.0.0/16", "172.20.0.0/16"] },
        ports: [{ port: 443 }, { port: 6443 }],
      },
      {
        verb: "allowFrom",
        from: { namespace: "edge" },
        to: SELF,
        ports: [{ port: 8080, protocol: "TCP" }],
        side: "to",
      },
      { verb: "allowFrom", from: { namespace: "own" }, side: "to" },
      { verb: "allowTo", from: SELF, to: { place: "internet" }, ports: [{ port: 443 }], side: "from" },
      { verb: "allowTo", to: SELF, ports: [] },
      { verb: "allowTo", to: { selectors: [{ cidr: "192.0.2.0/24" }] } },
    ]);
  });

  test("a namespace is closed to all of it", () => {
    const { closed } = asked({}, (_, stack) => new Namespace(stack, "own", { name: "own" }));
    expect(closed).toEqual([SELF, { namespace: "own" }]);
  });
});
