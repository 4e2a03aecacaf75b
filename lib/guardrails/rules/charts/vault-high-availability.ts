import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { fail, unknown } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";
import { VAULT_CHARTS, vaultModeOf } from "./vault-server";

/** Fewer than three have no majority when one of them is away. */
const LEAST_SERVERS = 3;

export const vaultHighAvailability = guardrail({
  id: "charts/vault-high-availability",
  title: "Vault runs on three servers or more",
  severity: "medium",
  why: "One server keeps its secrets on one volume, and while its node restarts nothing in the cluster gets a secret.",
  fix: "set server.ha.enabled and server.ha.raft.enabled, with server.ha.replicas at 3 or 5",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.14"] },
  source: "vault 0.34.1 and openbao 0.29.2, server.ha: off",
  subject: "release",
  charts: VAULT_CHARTS,
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    switch (vaultModeOf(release)) {
      case undefined:
        return unknown(["server", "ha", "enabled"]);
      case "ha":
        return expectValue(release, "server.ha.replicas").toBeAtLeast(LEAST_SERVERS, "servers", "pass");
      case "standalone":
        return fail(["server", "ha", "enabled"], "true");
      default:
        return undefined;
    }
  }),
  examples: () => ({
    pass: [
      exampleRelease("as many as the chart makes", "vault", "0.34.1", { server: { ha: { enabled: true } } }),
      exampleRelease("three", "openbao", "0.29.2", { server: { ha: { enabled: true, replicas: 3 } } }),
    ],
    fail: [
      exampleRelease("the chart as it comes", "vault", "0.34.1", {}),
      exampleRelease("two", "openbao", "0.29.2", { server: { ha: { enabled: true, replicas: 2 } } }),
    ],
    unknown: [
      exampleRelease("a number from elsewhere", "vault", "0.34.1", {
        server: { ha: { enabled: true, replicas: "$" + "{var.servers}" } },
      }),
      exampleOpenRelease("vault"),
    ],
    notApplicable: [
      exampleRelease("a server elsewhere", "vault", "0.34.1", {
        injector: { externalVaultAddr: "https://vault.example.org" },
      }),
      exampleRelease("development mode", "vault", "0.34.1", { server: { dev: { enabled: true } } }),
      exampleOnDesk("a cluster on a desk", "vault", {}),
      exampleNamesake("vault"),
    ],
  }),
});
