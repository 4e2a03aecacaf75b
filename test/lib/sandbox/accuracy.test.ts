import { describeWithRealSchemas, REAL_PROVIDERS, type RealProvider, realSchema } from "./support/real-schemas";
import { blockDifferences } from "./support/schema-differences";
import { wholeBinding } from "./support/whole-binding";

/** Folders of the installed bindings; a change means another binding version, and everything here is looked at anew. */
const FOLDERS: Readonly<Record<RealProvider, number>> = {
  aws: 2212,
  kubernetes: 109,
  helm: 3,
  vault: 206,
  github: 154,
};

/**
 * Types of the binding that the recorded schemas lack: they are too large, and their deep parts are "any" in the
 * binding too.
 */
const NOT_RECORDED: readonly string[] = [
  "resource aws_quicksight_analysis",
  "resource aws_quicksight_dashboard",
  "resource aws_quicksight_template",
  "resource aws_wafv2_rule_group",
  "resource aws_wafv2_web_acl",
  "data aws_quicksight_analysis",
];

/** What the text of a binding cannot say, and no override covers. */
const KNOWN_DIFFERENCES: Readonly<Partial<Record<RealProvider, readonly string[]>>> = {
  aws: [
    // Generated code tells list from set for the outermost collection only.
    "data aws_networkmanager_core_network_policy_document.segment_actions.via.with_edge_override.edge_sets: set(list(string)), really set(set(string))",
  ],
};

/** Bounds above one are in no binding; the override table has those that matter, checked in schema-overrides.test.ts. */
const isItemBound = (difference: string): boolean => /: items \d+-\d+, really \d+-\d+$/.test(difference);
const losesOnlyABoundAboveOne = (difference: string): boolean => {
  const [, min, max, realMin, realMax] = /items (\d+)-(\d+), really (\d+)-(\d+)$/.exec(difference) ?? [];
  const minFits = min === realMin || (min === "1" && Number(realMin) > 1);
  return minFits && (max === realMax || (max === "0" && Number(realMax) > 1));
};

/** The recorded files of aws and github were made without attributes of this name. */
const UNRECORDED = { unrecorded: new Set(["description"]) };

function differences(provider: RealProvider): readonly string[] {
  const { schemas } = wholeBinding(provider);
  const real = realSchema(provider);
  const found: string[] = [];
  for (const [kind, realTypes] of [
    ["resource", real.resource_schemas],
    ["data", real.data_source_schemas],
  ] as const) {
    for (const [name, schema] of Object.entries(realTypes)) {
      const derived = schemas.get(`${kind} ${name}`);
      if (derived === undefined) found.push(`${kind} ${name}: type is missing`);
      else found.push(...blockDifferences(derived.block, schema.block, `${kind} ${name}`, UNRECORDED));
    }
  }
  if (real.provider !== undefined) {
    const derived = schemas.get(`provider ${provider}`);
    found.push(...blockDifferences(derived?.block ?? {}, real.provider.block, "provider", UNRECORDED));
  }
  return found;
}

describe("every folder of every installed binding", () => {
  it.each(REAL_PROVIDERS)("of %s is read without an entry left over", (provider) => {
    const { folders, schemas } = wholeBinding(provider);
    expect(folders).toBe(FOLDERS[provider]);
    expect(schemas.size).toBe(folders);
  });

  it("of aws takes seconds: two on an idle machine, and the bound leaves room for a busy one", () => {
    expect(wholeBinding("aws").milliseconds).toBeLessThan(8000);
  });
});

describeWithRealSchemas("derived schemas against the provider's own", () => {
  it.each(REAL_PROVIDERS)("of %s differ in nothing but what is listed, for every type", (provider) => {
    const unexplained = differences(provider).filter((difference) => !isItemBound(difference));
    expect(unexplained).toEqual(KNOWN_DIFFERENCES[provider] ?? []);
  });

  it.each(REAL_PROVIDERS)(
    "of %s have item bounds that are right, or too lax where a bound is above one",
    (provider) => {
      const wrong = differences(provider)
        .filter(isItemBound)
        .filter((difference) => !losesOnlyABoundAboveOne(difference));
      expect(wrong).toEqual([]);
    },
  );

  it.each(REAL_PROVIDERS)("of %s cover all and only the provider's types", (provider) => {
    const real = realSchema(provider);
    const extra = [...wholeBinding(provider).schemas.keys()].filter((key) => {
      const [kind = "", name = ""] = key.split(" ");
      if (kind === "provider") return false;
      return (kind === "resource" ? real.resource_schemas : real.data_source_schemas)[name] === undefined;
    });
    expect(extra.sort()).toEqual(provider === "aws" ? [...NOT_RECORDED].sort() : []);
  });

  it("serve the parts of a web ACL that the binding does not describe as dynamic", () => {
    const rule = wholeBinding("aws").schemas.get("resource aws_wafv2_web_acl")?.block.block_types?.["rule"];
    expect(rule?.block.attributes?.["statement"]).toEqual({ type: "dynamic", optional: true });
  });
});
