import { recordAt } from "../../../core/json";
import { exampleRelease, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ReleaseView } from "../../subjects/release-view";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { isOn, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";
import { VAULT_CHARTS, vaultModeOf } from "./vault-server";

export const vaultAuditStorage = guardrail({
  id: "charts/vault-audit-storage",
  title: "Vault has a volume for its audit log, or sends it elsewhere",
  severity: "medium",
  why: "A log in a file of the container is gone with the container, and with it who read which secret.",
  fix: "set server.auditStorage.enabled to true, or give vault_audit the type socket, or the file stdout where logs are collected",
  controls: { iso27001: ["A.8.15"], nist: ["AU-12"] },
  source: "vault 0.34.1 and openbao 0.29.2, server.auditStorage: off",
  subject: "environment",
  check: (environment) => {
    if (sendsElsewhere(environment)) return undefined;
    return environment.stacks
      .flatMap((stack) => stack.releases)
      .filter(({ chart }) => VAULT_CHARTS.includes(chart))
      .flatMap((release) => ofOwnChart(judge)(release) ?? []);
  },
  examples: () => {
    const auditedBy = (says: string, audit: object) =>
      exampleStacks(says, {
        platform: { resource: { helm_release: { it: { name: "vault", chart: "vault" } } } },
        secrets: { resource: { vault_audit: { it: audit } } },
      });
    return {
      pass: [
        exampleRelease("a volume", "vault", "0.34.1", { server: { auditStorage: { enabled: true } } }),
        exampleRelease("a volume of the fork's", "openbao", "0.29.2", { server: { auditStorage: { enabled: true } } }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "vault", "0.34.1", {}),
        exampleRelease("the fork's chart as it comes", "openbao", "0.29.2", { server: { ha: { enabled: true } } }),
        auditedBy("a log in a file", { type: "file", options: { file_path: "/vault/audit/audit.log" } }),
      ],
      unknown: [
        exampleRelease("a switch from elsewhere", "vault", "0.34.1", {
          server: { auditStorage: { enabled: "$" + "{var.audit}" } },
        }),
        exampleOpenRelease("vault"),
      ],
      notApplicable: [
        auditedBy("a log that is collected", { type: "file", options: { file_path: "stdout" } }),
        auditedBy("a log that is sent", { type: "socket" }),
        exampleRelease("a server elsewhere", "vault", "0.34.1", { server: { enabled: false } }),
        exampleRelease("development mode", "vault", "0.34.1", { server: { dev: { enabled: true } } }),
        exampleRelease("another chart", "app", "1.2.3", {}),
        exampleOnDesk("a cluster on a desk", "vault", {}),
        exampleNamesake("vault"),
      ],
    };
  },
});

function judge(release: ReleaseView): Judgement | undefined {
  const mode = vaultModeOf(release);
  if (isOnDesk(release) || mode === "external" || mode === "dev") return undefined;
  const isKept = mode === undefined ? undefined : isOn(release, "server.auditStorage.enabled", false);
  if (isKept === undefined) return on(release.resource, unknown(["values"]));
  return isKept ? PASS : on(release.resource, fail(["values"], "server.auditStorage.enabled: true"));
}

function sendsElsewhere({ stacks }: EnvironmentView): boolean {
  return stacks.flatMap((stack) => stack.ofType("vault_audit")).some(isSent);
}

function isSent({ config }: ResourceView): boolean {
  return config["type"] === "socket" || recordAt(config, "options")["file_path"] === "stdout";
}
