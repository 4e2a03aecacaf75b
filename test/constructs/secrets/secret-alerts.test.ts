import type { TerraformStack } from "cdktf";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { isWatchable } from "../../../constructs/core/watchable";
import {
  AwsSecretStore,
  DatabaseEngine,
  SecretAlerts,
  SecretDelivery,
  ServiceAccountIssuer,
} from "../../../constructs/secrets";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { ofKind, PATH, storeIn, workloadIn } from "./fixture";
import { findingsOf, isRehearsed, Rehearsals } from "./proof";

const monitoring = {
  namespaceName: "monitoring",
  releaseLabel: "kube-prometheus-stack",
  runbookBaseUrl: "https://example.org/runbooks",
};

/** Secrets of each kind that is brought, with alerts on them. */
function everyKind(stack: TerraformStack, areOperatorsScraped = true): number {
  const reader = workloadIn(stack, "erpc");
  const store = storeIn(stack, { delivery: SecretDelivery.vaultSecretsOperator() });
  store.secret(PATH, { keys: ["api-key"], rotateEveryDays: 90 }).grantRead(reader);
  store.secret("rpc/ageless", { keys: ["api-key"] }).grantRead(reader);
  const password = new EphemeralVariable(stack, "vault-user", { description: "first password" }).ephemeralValue;
  const connection = new DatabaseEngine(stack, "database", { store }).connection("main", {
    kind: "postgresql",
    host: "db.internal",
    database: "app",
    username: "vault",
    password,
    passwordVersion: 1,
  });
  connection.staticRole("reporting", { username: "reporting" }).grantRead(reader);
  connection.dynamicRole("jobs", { memberOf: ["app"] }).grantRead(workloadIn(stack, "jobs", "batch"));
  const accountId = "123456789012";
  const issuer = ServiceAccountIssuer.fromIssuer(accountId, "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE");
  const aws = new AwsSecretStore(stack, "aws-secrets", { prefix: "prod", region: "eu-central-1", accountId, issuer });
  aws.secret("db/password", { keys: ["password"], rotateEveryDays: 30 }).grantRead(reader);
  return new SecretAlerts(stack, "alerts", { monitoring, areOperatorsScraped }).watchedCount;
}

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function rulesOf(areOperatorsScraped: boolean): readonly Rule[] {
  const stack = synthStack((scope) => everyKind(scope, areOperatorsScraped));
  return ofKind(stack, "PrometheusRule").flatMap(({ spec }) =>
    spec.groups.flatMap(({ rules }: { readonly rules: readonly Rule[] }) => rules),
  );
}

test("what brings secrets to a reader is nothing that a monitoring platform watches", () => {
  synthStack((stack) => {
    everyKind(stack);
    expect(stack.node.findAll().filter(isWatchable)).toEqual([]);
  });
});

describe("alerts on secrets", () => {
  test("follow from the ages that the secrets declare", () => {
    const aged = rulesOf(false).filter(({ alert }) => alert === "SecretNotRotated");
    const seconds = aged.map(({ expr }) => Number(expr.split("> ")[1]) / 86_400);
    expect([...seconds].sort((one, other) => one - other)).toEqual([2, 30, 90]);
  });

  test("of one file can be told apart, and so can the series they read", () => {
    const labels = rulesOf(true).map((rule) => JSON.stringify([rule.alert, rule.labels]));
    expect(new Set(labels).size).toBe(labels.length);
  });

  test("lead to the runbook of the secret's kind", () => {
    const pages = rulesOf(true).flatMap(({ annotations }) => annotations?.["runbook_url"]?.split("/").at(-1) ?? []);
    const kinds = new Set(pages.map((page) => page.split(".md")[0]));
    expect([...kinds].sort()).toEqual(["aws-secret", "leased-credential", "rotating-credential", "vault-secret"]);
  });

  test("leave out what nobody scrapes", () => {
    expect(rulesOf(false).map(({ alert }) => alert)).not.toContain("SecretNotDelivered");
    expect(rulesOf(true).filter(({ alert }) => alert === "SecretNotDelivered")).toHaveLength(5);
  });

  test("stand in the namespace of the reader, where Prometheus looks for them", () => {
    const stack = synthStack((scope) => everyKind(scope));
    for (const { metadata } of ofKind(stack, "PrometheusRule")) {
      expect(metadata.labels).toMatchObject({ release: "kube-prometheus-stack" });
    }
    const namespaces = Object.values(stack.resource["helm_release"] ?? {})
      .filter(({ values }) => values[0].includes("PrometheusRule"))
      .map(({ namespace }) => namespace);
    expect([...namespaces].sort()).toEqual(["apps", "apps", "batch"]);
  });

  test("count what they watch", () => {
    synthStack((stack) => {
      expect(everyKind(stack)).toBe(5);
    });
    synthStack((stack) => {
      expect(new SecretAlerts(stack, "alerts", { monitoring }).watchedCount).toBe(0);
    });
  });

  test("pass the guardrails", () => {
    const findings = findingsOf(synthStack((stack) => everyKind(stack)));
    // A secret of AWS that no function rotates says its age by a tag.
    expect(findings.filter((finding) => !finding.startsWith("secrets/declared-rotation"))).toEqual([]);
  });
});

describeWithTerraform("alerts on secrets with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("are planned, applied and planned again without a change", async () => {
    expect(await isRehearsed(rehearsals, (stack) => void everyKind(stack))).toBe(true);
  });
});
