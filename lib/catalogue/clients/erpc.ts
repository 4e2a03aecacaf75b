import type { GatewaySpec } from "../types";

/** Share of the memory limit that Go may use before it collects garbage harder (eRPC docs, production: about 90 %). */
const GO_MEMORY_SHARE = 0.9;

/** eRPC, an RPC gateway. Facts: erpc/erpc 0.1.2, docs/pages and common/config.go. */
export const ERPC = {
  name: "erpc",
  title: "eRPC",
  image: {
    repository: "ghcr.io/erpc/erpc",
    tag: "0.1.2",
    source: "erpc/erpc release 0.1.2, 2026-08-05: the newest whose configuration was checked key by key",
  },
  command: ["/erpc-server", "--config", "/etc/erpc/erpc.yaml"],
  configurationPath: "/etc/erpc",
  configurationFile: "erpc.yaml",
  ports: [
    { name: "http", port: 4000, use: "rpc" },
    { name: "metrics", port: 4001, use: "metrics" },
  ],
  metrics: { port: "metrics", path: "/metrics", subject: "erpc" },
  probes: {
    // Not the health check: when every upstream is away, a restart mends nothing and empties the cache.
    startup: { question: { kind: "tcp", port: "http" }, periodSeconds: 2, failureThreshold: 60 },
    liveness: { question: { kind: "tcp", port: "http" }, periodSeconds: 10, failureThreshold: 6 },
    readiness: {
      question: { kind: "http", port: "http", path: "/healthcheck" },
      periodSeconds: 5,
      failureThreshold: 2,
    },
  },
  // waitBeforeShutdown 20 s + waitAfterShutdown 5 s + maxTimeout 30 s of its configuration, and a little more.
  stopGraceSeconds: 60,
  // The project's manifest asks for 2 cores and 3 GiB.
  resources: { cpuMillicores: 2000, memoryMiB: 3072, memoryLimitMiB: 3072 },
  environment: (memoryLimitMiB) => ({
    GOGC: "40",
    GOMEMLIMIT: `${Math.floor(memoryLimitMiB * GO_MEMORY_SHARE)}MiB`,
  }),
} as const satisfies GatewaySpec;
