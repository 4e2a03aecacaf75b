import Ajv from "ajv/dist/2020";
import { EXTERNAL_SECRETS_CHART } from "../../../../lib/catalogue/charts/external-secrets";
import { readSchema, testWith } from "../../../support/shared-schemas";

const { name, version, values } = EXTERNAL_SECRETS_CHART;
const DEFAULTS = `charts/${name}-${version}.values.json`;
const SCHEMA = `charts/${name}-${version}.schema.json`;

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys that the chart's defaults do not have. Empty defaults, such as those of resources, take anything. */
function strayKeys(given: unknown, defaults: unknown, path: string): readonly string[] {
  if (!isMap(given) || !isMap(defaults) || Object.keys(defaults).length === 0) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    key in defaults ? strayKeys(value, defaults[key], `${path}.${key}`) : [`${path}.${key}`],
  );
}

describe("the External Secrets Operator's chart", () => {
  testWith(DEFAULTS)("is given only keys that it has", () => {
    const defaults = readSchema(DEFAULTS);
    expect(strayKeys(values, defaults, "values")).toEqual([]);
    expect(strayKeys({ ...values, replicas: 2 }, defaults, "values")).toEqual(["values.replicas"]);
  });

  testWith(SCHEMA)("is given values of the types it wants", () => {
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(readSchema(SCHEMA));
    expect([validate(values), validate.errors]).toEqual([true, null]);
    expect(validate({ ...values, replicaCount: "two" })).toBe(false);
  });

  it("survives the loss of a node", () => {
    expect(values).toMatchObject({ replicaCount: 2, leaderElect: true, podDisruptionBudget: { enabled: true } });
  });

  it("may act as the service accounts of readers, and serves no store that reaches over namespaces", () => {
    expect(values).toMatchObject({
      rbac: { serviceAccountTokenCreate: true },
      processClusterStore: false,
      processClusterExternalSecret: false,
      processPushSecret: false,
    });
  });
});
