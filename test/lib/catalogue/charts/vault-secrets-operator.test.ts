import { KNOWN_CHARTS } from "../../../../lib/catalogue/charts/known-charts";
import { VAULT_SECRETS_OPERATOR_CHART } from "../../../../lib/catalogue/charts/vault-secrets-operator";
import { formatProblem } from "../../../../lib/core/errors";
import { Examination } from "../../../../lib/truth";
import { examineCharts } from "../../../../lib/truth/charts/examine-charts";

const { name, repository, version, values } = VAULT_SECRETS_OPERATOR_CHART;

function problemsOf(given: unknown): readonly string[] {
  const examination = new Examination();
  const config = { chart: name, repository, version, values: [JSON.stringify(given)] };
  const address = "helm_release.chart";
  examineCharts({ mode: "resource", type: "helm_release", address, path: address, config, marks: {} }, examination);
  return examination.problems.map(formatProblem);
}

describe("the Vault Secrets Operator's chart", () => {
  it("is given only keys that it has", () => {
    expect(KNOWN_CHARTS.map((chart) => chart.name)).toContain(name);
    expect(problemsOf(values)).toEqual([]);
    expect(problemsOf({ controller: { replicaCount: 2 } }).join()).toContain("replicaCount");
  });

  it("survives the loss of a node: two replicas, and a budget with one of its two numbers", () => {
    expect(values.controller).toMatchObject({
      replicas: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: "1", minAvailable: "" },
    });
  });

  it("takes no login from another namespace, and copies nothing but the keys that are asked for", () => {
    expect(values.controller.manager).toMatchObject({
      globalVaultAuthOptions: { allowDefaultGlobals: false },
      globalTransformationOptions: { excludeRaw: true },
    });
  });
});
