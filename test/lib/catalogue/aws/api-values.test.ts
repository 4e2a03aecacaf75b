import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  apiModelName,
  apiValuesOf,
  providerArguments,
  typesWithApiValues,
  unprovenReason,
} from "../../../../lib/catalogue/aws/api-values";
import { recordAt } from "../../../../lib/core/json";
import { loadProviderSchema } from "../../../../lib/sandbox/provider-schemas";
import { PROVIDER_ARGUMENTS, UNPROVEN_ARGUMENTS } from "../../../support/aws-arguments";
import { settableAt } from "../../sandbox/support/schema-paths";

/** Every argument that the catalogue speaks of. */
const named = [
  ...typesWithApiValues().flatMap((type) => apiValuesOf(type).map(({ argument }) => `${type}.${argument}`)),
  ...providerArguments(),
  ...Object.keys(UNPROVEN_ARGUMENTS),
];

describe("the values that AWS's APIs take", () => {
  it("are of arguments that the provider has", () => {
    const unknown = named.filter((name) => {
      const [, data, type = "", argument = ""] = /^(data\.)?(\w+)\.(.*)$/.exec(name) ?? [];
      const used =
        data === undefined
          ? { resources: [type], dataSources: [], ephemerals: [] }
          : { resources: [], dataSources: [type], ephemerals: [] };
      const provider = loadProviderSchema({ localName: "aws", source: "hashicorp/aws", used }, [__dirname]);
      const schemas = data === undefined ? provider.resource_schemas : provider.data_source_schemas;
      return !settableAt(schemas[type]?.block, argument);
    });
    expect(unknown).toEqual([]);
  });

  it("are those of one version of the models, and every shape is used", () => {
    const file = readFileSync(join(__dirname, "../../../../lib/catalogue/aws/api-values.json"), "utf8");
    const content: unknown = JSON.parse(file);
    const used = Object.values(recordAt(content, "places")).map((place) => String(place).replace(/ \w+ /, " "));
    expect(Object.keys(recordAt(content, "shapes")).sort()).toEqual([...new Set(used)].sort());
    expect(apiModelName()).toBe("botocore 1.44.5");
  });

  it.each(typesWithApiValues())("of %s can hold: something is allowed", (type) => {
    for (const { words, min = 0, max = Number.POSITIVE_INFINITY } of apiValuesOf(type)) {
      expect(words === undefined || (words.length > 0 && new Set(words).size === words.length)).toBe(true);
      expect(min).toBeLessThanOrEqual(max);
    }
  });

  it("are listed with a reason where nothing proves them", () => {
    expect(Object.keys(UNPROVEN_ARGUMENTS).map(unprovenReason)).toEqual(Object.values(UNPROVEN_ARGUMENTS));
    expect([...providerArguments()].sort()).toEqual([...PROVIDER_ARGUMENTS].sort());
    expect(unprovenReason("aws_kms_key.key_usage")).toBeUndefined();
  });
});
