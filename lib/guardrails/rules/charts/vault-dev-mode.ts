import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";
import { VAULT_CHARTS } from "./vault-server";

export const vaultDevMode = guardrail({
  id: "charts/vault-dev-mode",
  title: "No Vault that others use runs in development mode",
  severity: "critical",
  why: "It keeps its secrets in memory, is never sealed, speaks no TLS, and the word root is a token for everything in it.",
  fix: "leave server.dev.enabled out, and set server.ha; development mode is for a cluster on a desk, whose profile is relaxed",
  source: "vault 0.34.1 and openbao 0.29.2, server.dev: devRootToken is root",
  subject: "release",
  charts: VAULT_CHARTS,
  // The relaxed profile is what a stack says of itself that runs on a desk. It would still be stopped by a critical finding.
  check: ofOwnChart((release) =>
    isOnDesk(release) ? undefined : expectValue(release, "server.dev.enabled").toBe(false, "pass"),
  ),
  examples: () => ({
    pass: [
      exampleRelease("a server of several", "vault", "0.34.1", { server: { ha: { enabled: true } } }),
      exampleRelease("one that says no", "openbao", "0.29.2", { server: { dev: { enabled: false } } }),
    ],
    fail: [
      exampleRelease("development mode", "vault", "0.34.1", { server: { dev: { enabled: true } } }),
      exampleRelease("development mode in quotes", "openbao", "0.29.2", { server: { dev: { enabled: "true" } } }),
    ],
    unknown: [
      exampleRelease("a switch from elsewhere", "vault", "0.34.1", { server: { dev: { enabled: "$" + "{var.dev}" } } }),
      exampleOpenRelease("vault"),
    ],
    notApplicable: [
      exampleOnDesk("a cluster on a desk", "vault", { server: { dev: { enabled: true } } }),
      exampleNamesake("vault", { server: { dev: { enabled: true } } }),
      exampleRelease("another chart", "app", "1.2.3", { server: { dev: { enabled: true } } }),
    ],
  }),
});
