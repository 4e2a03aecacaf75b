import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretRules, type WatchedSecret } from "../../lib/render/secret-alerts";
import { describeWithTool } from "./tools";

const SECRET: WatchedSecret = {
  namespace: "rpc",
  secretName: "erpc-key",
  loginName: "erpc-apps",
  operator: "external-secrets",
  kind: "vault-secret",
  rotateEveryDays: 1,
};
const OPTIONS = { runbookBaseUrl: "https://example.org/runbooks", areOperatorsScraped: true };

const VERSION = 'kube_secret_metadata_resource_version{namespace="rpc",secret="erpc-key"}';
const CREATED = 'kube_secret_created{namespace="rpc",secret="erpc-key"}';
const EXTERNAL = 'externalsecret_status_condition{condition="Ready",status="False",name="erpc-key"';
const LOGIN = 'controller_resource_status{controller="vaultauth",name="erpc-apps"';

/** Two days and a half, in minutes. */
const LENGTH = 3600;

interface Case {
  readonly says: string;
  readonly alert: string;
  readonly series: Readonly<Record<string, string>>;
  readonly atMinutes: number;
  readonly fires: boolean;
  readonly operator?: WatchedSecret["operator"];
}

const CASES: readonly Case[] = [
  {
    says: "a value that never changed is too old",
    alert: "SecretNotRotated",
    series: { [VERSION]: `7x${LENGTH}`, [CREATED]: `0x${LENGTH}` },
    atMinutes: 1560,
    fires: true,
  },
  {
    says: "a young one is not",
    alert: "SecretNotRotated",
    series: { [VERSION]: `7x${LENGTH}`, [CREATED]: `0x${LENGTH}` },
    atMinutes: 1380,
    fires: false,
  },
  {
    says: "one that changed in between is not",
    alert: "SecretNotRotated",
    series: { [VERSION]: `7x1000 8x${LENGTH}`, [CREATED]: `0x${LENGTH}` },
    atMinutes: 1560,
    fires: false,
  },
  {
    says: "one that changed in between becomes too old in its turn",
    alert: "SecretNotRotated",
    series: { [VERSION]: `7x1000 8x${LENGTH}`, [CREATED]: `0x${LENGTH}` },
    atMinutes: 2600,
    fires: true,
  },
  {
    says: "a change is remembered over hours without kube-state-metrics",
    alert: "SecretNotRotated",
    series: { [VERSION]: `7x1000 8x100 _x300 8x${LENGTH}`, [CREATED]: `0x1100 _x300 0x${LENGTH}` },
    atMinutes: 2000,
    fires: false,
  },
  {
    says: "the age of another secret is another's",
    alert: "SecretNotRotated",
    series: { 'kube_secret_created{namespace="rpc",secret="other"}': `0x${LENGTH}` },
    atMinutes: 1560,
    fires: false,
  },
  {
    says: "an ExternalSecret that is not ready is not fetched, as the scrape renames its namespace",
    alert: "SecretNotDelivered",
    series: { [`${EXTERNAL},exported_namespace="rpc",namespace="external-secrets"}`]: "1x60" },
    atMinutes: 20,
    fires: true,
  },
  {
    says: "or leaves it",
    alert: "SecretNotDelivered",
    series: { [`${EXTERNAL},namespace="rpc"}`]: "1x60" },
    atMinutes: 20,
    fires: true,
  },
  {
    says: "one of the same name elsewhere is another's",
    alert: "SecretNotDelivered",
    series: { [`${EXTERNAL},exported_namespace="apps",namespace="rpc"}`]: "1x60" },
    atMinutes: 20,
    fires: false,
  },
  {
    says: "one that is ready is fetched",
    alert: "SecretNotDelivered",
    series: { [`${EXTERNAL},exported_namespace="rpc"}`]: "0x60" },
    atMinutes: 20,
    fires: false,
  },
  {
    says: "a login of the Vault Secrets Operator that is refused fetches nothing",
    alert: "SecretNotDelivered",
    series: { [`${LOGIN},exported_namespace="rpc"}`]: "0x60" },
    atMinutes: 20,
    fires: true,
    operator: "vault-secrets-operator",
  },
  {
    says: "one that works fetches",
    alert: "SecretNotDelivered",
    series: { [`${LOGIN},exported_namespace="rpc"}`]: "1x60" },
    atMinutes: 20,
    fires: false,
    operator: "vault-secrets-operator",
  },
];

function promtool(program: string, files: Readonly<Record<string, unknown>>, ...args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "palisade-promtool-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
    return status === 0 ? "" : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWithTool("promtool", "rules over secrets", (program) => {
  test.each(["external-secrets", "vault-secrets-operator"] as const)("of %s are read", (operator) => {
    const groups = [{ name: "secrets", rules: secretRules({ ...SECRET, operator }, OPTIONS) }];
    expect(promtool(program, { "rules.json": { groups } }, "check", "rules", "rules.json")).toBe("");
  });

  test.each(CASES.map((each) => [each.says, each] as const))("%s", (_, each) => {
    const rules = secretRules({ ...SECRET, operator: each.operator ?? "external-secrets" }, OPTIONS);
    const count = `min(clamp_max(count(ALERTS{alertname="${each.alert}", alertstate="firing"}) > 0, 1))`;
    const tests = [
      {
        interval: "1m",
        input_series: Object.entries(each.series).map(([series, values]) => ({ series, values })),
        promql_expr_test: [
          { expr: count, eval_time: `${each.atMinutes}m`, exp_samples: each.fires ? [{ labels: "{}", value: 1 }] : [] },
        ],
      },
    ];
    const files = {
      "rules.json": { groups: [{ name: "secrets", rules }] },
      "tests.json": { rule_files: ["rules.json"], evaluation_interval: "1m", tests },
    };
    expect(promtool(program, files, "test", "rules", "tests.json")).toBe("");
  });
});
