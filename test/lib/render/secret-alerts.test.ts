import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET_KIND_IDS, SECRET_KINDS } from "../../../lib/catalogue/secret-kinds";
import { SECRET_METRICS, secretRules, type WatchedSecret } from "../../../lib/render/secret-alerts";
import { secretKindPage } from "../../../lib/render/secret-runbook";
import { readPromql } from "../../../lib/truth/texts/promql";

const RUNBOOKS = join(__dirname, "../../../docs/runbooks/secrets");

const secret: WatchedSecret = {
  namespace: "rpc",
  secretName: "erpc-key",
  loginName: "erpc-apps",
  operator: "external-secrets",
  kind: "vault-secret",
  rotateEveryDays: 90,
};
const options = { runbookBaseUrl: "https://example.org/runbooks/", areOperatorsScraped: true };
const expressions = (watched: WatchedSecret) => secretRules(watched, options).map(({ expr }) => expr);

describe("rules over a secret", () => {
  test("alert on its age and its delivery, with the runbook of its kind", () => {
    const alerts = secretRules(secret, options).flatMap((rule) => ("alert" in rule ? [rule] : []));
    expect(alerts.map(({ alert, annotations }) => [alert, annotations["runbook_url"]])).toEqual([
      ["SecretNotRotated", "https://example.org/runbooks/secrets/vault-secret.md#secretnotrotated"],
      ["SecretNotDelivered", "https://example.org/runbooks/secrets/vault-secret.md#secretnotdelivered"],
    ]);
    expect(alerts[0]?.expr).toContain(`> ${90 * 86_400}`);
  });

  test("say nothing of an age that nobody declared, and nothing of operators that nobody scrapes", () => {
    const { rotateEveryDays: _, ...ageless } = secret;
    expect(secretRules(ageless, { ...options, areOperatorsScraped: false })).toEqual([]);
    expect(secretRules(ageless, options)).toHaveLength(1);
  });

  test.each(["external-secrets", "vault-secrets-operator"] as const)(
    "of %s are PromQL that Prometheus takes",
    (operator) => {
      for (const expression of expressions({ ...secret, operator, namespace: 'a"b' })) {
        expect(readPromql(expression)).toMatchObject({ gives: "vector", faults: [] });
      }
    },
  );

  test("read metrics with a source, and no other", () => {
    const read = (["external-secrets", "vault-secrets-operator"] as const).flatMap((operator) =>
      expressions({ ...secret, operator }).flatMap((text) =>
        [...text.matchAll(/([a-zA-Z_:][a-zA-Z0-9_:]*)\{/g)].map(([, name = ""]) => name),
      ),
    );
    const known = Object.values(SECRET_METRICS).map(({ name }) => name);
    expect([...new Set(read)].filter((name) => !name.startsWith("palisade:")).sort()).toEqual([...known].sort());
    for (const { source } of Object.values(SECRET_METRICS)) expect(source).toMatch(/^[\w-]+\/[\w-]+/);
  });
});

describe("the runbooks of secrets", () => {
  test("are as the catalogue has them: npx tsx test/support/write-secret-runbooks.ts", () => {
    expect(readdirSync(RUNBOOKS).sort()).toEqual(SECRET_KIND_IDS.map((id) => `${id}.md`).sort());
    for (const id of SECRET_KIND_IDS) {
      expect(readFileSync(join(RUNBOOKS, `${id}.md`), "utf8")).toBe(secretKindPage(SECRET_KINDS[id]));
    }
  });

  test.each(SECRET_KIND_IDS)("of %s have the headings that alerts link to, and say when and what", (id) => {
    const page = secretKindPage(SECRET_KINDS[id]);
    for (const heading of ["## Rotation", "## A value got out", "## SecretNotRotated", "## SecretNotDelivered"]) {
      expect(page.split("\n").filter((line) => line === heading)).toHaveLength(1);
    }
    expect(SECRET_KINDS[id].id).toBe(id);
    for (const { when, steps } of [SECRET_KINDS[id].rotation, SECRET_KINDS[id].leak]) {
      expect(when).toMatch(/\.$/);
      expect(steps.length).toBeGreaterThanOrEqual(2);
      for (const step of steps) expect(step).toMatch(/[.:]$/);
    }
  });
});
