import type { JsonRecord } from "../../../../../lib/core/json";
import { exampleObjects, exampleWorkload } from "../../../../../lib/guardrails";
import { publishedPorts } from "../../../../../lib/guardrails/rules/chain/published-ports";
import { readApp } from "../../../../../lib/guardrails/subjects/app";

const PODS = exampleWorkload("StatefulSet", {
  containers: [{ name: "main", ports: [{ name: "rpc", containerPort: 8545 }] }],
});

function service(type: string, ...ports: readonly JsonRecord[]): JsonRecord {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "svc", namespace: "apps" },
    spec: { type, selector: { app: "it" }, ports },
  };
}

function published(...manifests: readonly JsonRecord[]) {
  const { stacks } = exampleObjects("one", PODS, ...manifests);
  const app = readApp(Object.entries(stacks).map(([name, json]) => ({ name, json })));
  return app.stacks
    .flatMap((stack) => stack.pods)
    .flatMap(publishedPorts)
    .map(({ by, at, name, port }) => [by.kind, at.join("."), name, port]);
}

test("a Service inside of the cluster publishes nothing", () => {
  expect(published(service("ClusterIP", { port: 8545 }))).toEqual([]);
});

test.each(["LoadBalancer", "NodePort"])("a %s publishes the ports behind its own, by number and by name", (type) => {
  const ports = [
    { port: 443, targetPort: 8545 },
    { name: "b", port: 80, targetPort: "rpc" },
    { port: 81, targetPort: "x" },
  ];
  expect(published(service(type, ...ports))).toEqual([
    ["Service", "spec.ports.0", "", 8545],
    ["Service", "spec.ports.1", "b", 8545],
    ["Service", "spec.ports.2", "", undefined],
  ]);
});

test("an Ingress publishes the one port that each of its backends names", () => {
  const backend = (name: string, port: JsonRecord) => ({ service: { name, port } });
  const ingress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "in", namespace: "apps" },
    spec: {
      defaultBackend: backend("svc", { name: "ws" }),
      rules: [
        {
          http: { paths: [{ backend: backend("svc", { number: 80 }) }, { backend: backend("other", { number: 80 }) }] },
        },
      ],
    },
  };
  const inside = service(
    "ClusterIP",
    { name: "http", port: 80, targetPort: "rpc" },
    { name: "ws", port: 81, targetPort: 8546 },
  );
  expect(published(inside, ingress)).toEqual([
    ["Ingress", "spec.defaultBackend.service", "ws", 8546],
    ["Ingress", "spec.rules.0.http.paths.0.backend.service", "http", 8545],
  ]);
});

test("a route publishes the Services it refers to, and nothing of other kinds", () => {
  const route = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "in", namespace: "apps" },
    spec: {
      rules: [
        {
          backendRefs: [
            { name: "svc", port: 80 },
            { kind: "Bucket", name: "svc", port: 80 },
          ],
        },
      ],
    },
  };
  expect(published(service("ClusterIP", { port: 80, targetPort: 8545 }), route)).toEqual([
    ["HTTPRoute", "spec.rules.0.backendRefs.0", "", 8545],
  ]);
});
