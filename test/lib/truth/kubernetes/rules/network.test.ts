import { refuses } from "./support/mistakes";

describe("network policies that Kubernetes refuses", () => {
  refuses([
    [
      "NetworkPolicy",
      "spec/egress/0/to/0/ipBlock/cidr",
      "10.0.0.0",
      "spec.egress[0].to[0].ipBlock.cidr: this is not an address block",
    ],
    [
      "NetworkPolicy",
      "spec/egress/0/to/0/ipBlock/cidr",
      "10.0.0.0/8",
      "spec.egress[0].to[0].ipBlock.except[0]: an exception does not lie inside of its address block",
    ],
    [
      "NetworkPolicy",
      "spec/egress/0/to/0/ipBlock/except/0",
      "10/8",
      "spec.egress[0].to[0].ipBlock.except[0]: this is not an address block",
    ],
    [
      "NetworkPolicy",
      "spec/egress/0/to/0/podSelector",
      {},
      "spec.egress[0].to[0]: a peer is an address block and pods at once",
    ],
    ["NetworkPolicy", "spec/egress/0/to/0", {}, "spec.egress[0].to[0]: a peer is nobody"],
    [
      "NetworkPolicy",
      "spec/egress/0/ports/0/endPort",
      0,
      "spec.egress[0].ports[0].endPort: a range of ports has no beginning",
    ],
    [
      "NetworkPolicy",
      "spec/egress/0/ports/0/port",
      "http",
      "spec.egress[0].ports[0].endPort: a range of ports has no beginning",
    ],
    [
      "NetworkPolicy",
      "spec/podSelector",
      { matchExpressions: [{ key: "a", operator: "Is" }] },
      "spec.podSelector.matchExpressions[0].operator: a selector compares labels in a way that does not exist",
    ],
    [
      "NetworkPolicy",
      "spec/podSelector",
      { matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] },
      "spec.podSelector.matchExpressions[0].values: Exists does not compare with values",
    ],
  ]);
});

describe("services and ingresses that Kubernetes refuses", () => {
  refuses([
    [
      "Ingress",
      "spec/rules/0/http/paths/0",
      null,
      "spec.rules[0].http.paths[0].pathType: Kubernetes 1.34 networking.k8s.io/v1 Ingress needs this field",
    ],
    ["Service", "spec/ports", [], "spec.ports: a service has no ports"],
    ["Service", "spec/ports/1", { port: 81 }, "spec.ports[1].name: a port of a service with more than one has no name"],
    ["Service", "spec/ports/1", { name: "http", port: 81 }, "spec.ports[1].name: the name of a port stands twice"],
    ["Service", "spec/ports/1", { name: "other", port: 80 }, "spec.ports[1].port: a port of a service stands twice"],
    ["Service", "spec/ports/0/targetPort", 70_000, "spec.ports[0].targetPort: this number is out of bounds"],
    ["Ingress", "spec/rules", undefined, "spec: an ingress leads nowhere"],
    ["Ingress", "spec/rules/0/host", "a b", "spec.rules[0].host: a host has characters"],
    [
      "Ingress",
      "spec/rules/0/http/paths/0/path",
      "metrics",
      "spec.rules[0].http.paths[0].path: a path of an ingress is not absolute",
    ],
    [
      "Ingress",
      "spec/rules/0/http/paths/0/backend/service/port",
      {},
      "spec.rules[0].http.paths[0].backend.service.port: a backend names its port once",
    ],
    [
      "Ingress",
      "spec/rules/0/http/paths/0/backend",
      {},
      "spec.rules[0].http.paths[0].backend: a backend is one service or one resource",
    ],
    ["Ingress", "spec/tls", [{ hosts: ["*"] }], "spec.tls[0].hosts[0]: a host has characters"],
  ]);
});
