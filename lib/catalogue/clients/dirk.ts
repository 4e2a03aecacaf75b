import type { ShareSignerSpec } from "../types";

/**
 * Dirk, of which several instances hold a share of each key, and more than half of them sign together. Facts:
 * attestantio/dirk v1.2.1, docs and code.
 */
export const DIRK = {
  name: "dirk",
  title: "Dirk",
  image: {
    repository: "attestant/dirk",
    tag: "1.2.1",
    source:
      "attestantio/dirk release v1.2.1 (README.md, Docker); images carry its number without v, as attestant/dirk:1.2.0 in public repositories, read 2026-11-21",
  },
  ports: [
    // docs/configuration.md
    { name: "signing", port: 13_141, use: "signing" },
    // docs/configuration.md; it listens at no number of its own
    { name: "metrics", port: 8181, use: "metrics" },
  ],
  metrics: { port: "metrics", path: "/metrics", subject: "dirk" },
  // The port asks for a client's certificate, which the kubelet has none of: only the connection can be tried.
  probes: {
    // Stores and certificates are read before the port opens.
    startup: { question: { kind: "tcp", port: "signing" }, periodSeconds: 5, failureThreshold: 60 },
    liveness: { question: { kind: "tcp", port: "signing" }, periodSeconds: 10, failureThreshold: 6 },
    readiness: { question: { kind: "tcp", port: "signing" }, periodSeconds: 5, failureThreshold: 2 },
  },
  // It closes its database and then waits two seconds by itself (main.go); the rest is our own reserve.
  stopGraceSeconds: 60,
  // Dockerfile
  command: ["/app/dirk"],
  shell: "/bin/sh",
  folder: "/etc/dirk",
  configurationFile: "dirk.yml",
  dataFolder: "/data",
  // Own proposal: its database is small and lies in memory (rules/standard/storage.go); unlocking an account takes CPU.
  resources: { cpuMillicores: 500, memoryMiB: 1024, memoryLimitMiB: 1024 },
  disk: { storageGiB: 10, source: "own proposal: some kilobytes for each key, and a log of what was signed" },
} as const satisfies ShareSignerSpec;

/** What a permission can allow. Source: attestantio/dirk v1.2.1, services/ruler/service.go. */
export const DIRK_OPERATIONS = [
  "Sign",
  "Sign beacon attestation",
  "Sign beacon proposal",
  "Access account",
  "Create account",
  "Lock wallet",
  "Unlock wallet",
  "Lock account",
  "Unlock account",
] as const;

/** One operation of a permission. */
export type DirkOperation = (typeof DIRK_OPERATIONS)[number];
