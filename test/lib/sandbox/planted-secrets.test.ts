// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import type { CtyValue } from "../../../lib/sandbox/cty-value";
import { type PlantedSecrets, tellWriteOnly } from "../../../lib/sandbox/planted-secrets";
import { type ObjectKind, ReferenceIndex } from "../../../lib/sandbox/reference-index";
import type { AttributeSchema, BlockSchema } from "../../../lib/sandbox/schema";
import { ValueMaker } from "../../../lib/sandbox/value-maker";

const SECRET = "planted";

/** What an object answers with, and where it was asked for a secret. */
function answered(
  kind: ObjectKind,
  attributes: Readonly<Record<string, AttributeSchema>>,
  reads: readonly string[] = [],
): { readonly value: CtyValue; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const planted: PlantedSecrets = {
    answer: ({ type, attribute }) => {
      asked.push(`${type}.${attribute}`);
      return SECRET;
    },
    received: () => undefined,
  };
  const maker = new ValueMaker(ReferenceIndex.of([...reads]), "eu-central-1", planted);
  const gaps = Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
  const value = maker.fillBlock({ kind, type: "x_thing", seed: "s" }, { attributes }, gaps, () => true);
  return { value, asked };
}

describe("a secret of one's own", () => {
  test("stands in what a schema calls sensitive, and in nothing else", () => {
    const { value, asked } = answered("data", {
      password: { type: "string", computed: true, sensitive: true },
      user: { type: "string", computed: true },
    });
    expect(value).toEqual({ password: SECRET, user: expect.not.stringContaining(SECRET) });
    expect(asked).toEqual(["x_thing.password"]);
  });

  test("stands in every text of an ephemeral resource", () => {
    const attributes = {
      token: { type: "string", computed: true },
      data: { type: ["map", "string"], computed: true },
    } as const;
    const { value, asked } = answered("ephemeral", attributes, ["${ephemeral.x_thing.a.data.key}"]);
    expect(value).toEqual({ token: SECRET, data: { key: SECRET } });
    expect(asked).toEqual(["x_thing.token", "x_thing.data.key"]);
  });

  test("stands inside of what the stack decodes", () => {
    const attribute: AttributeSchema = { type: "string", computed: true, sensitive: true };
    const read = (expression: string): CtyValue => answered("data", { value: attribute }, [`\${${expression}}`]).value;
    expect(read("base64decode(data.x_thing.a.value)")).toEqual({ value: Buffer.from(SECRET).toString("base64") });
    expect(read("jsondecode(data.x_thing.a.value).password")).toEqual({ value: `{"password":"${SECRET}"}` });
  });

  test("stands in the members of something sensitive", () => {
    const members = {
      key: { type: "string", computed: true, sensitive: true },
      id: { type: "string", computed: true },
    } as const;
    const { asked } = answered("resource", {
      login: { nested_type: { nesting_mode: "single", attributes: members }, computed: true },
    });
    expect(asked).toEqual(["x_thing.login.key"]);
  });
});

test("every text of a write-only argument is told, and no other", () => {
  const block: BlockSchema = {
    attributes: {
      password_wo: { type: "string", optional: true, write_only: true },
      tokens_wo: { type: ["list", "string"], optional: true, write_only: true },
      plain: { type: "string", optional: true },
      login: {
        nested_type: {
          nesting_mode: "single",
          attributes: { key_wo: { type: "string", optional: true, write_only: true } },
        },
      },
    },
    block_types: {
      user: { nesting_mode: "list", block: { attributes: { map_wo: { type: ["map", "string"], write_only: true } } } },
    },
  };
  const config = {
    password_wo: "a",
    tokens_wo: ["b", "c"],
    plain: "d",
    login: { key_wo: "e" },
    user: [{ map_wo: { one: "f" } }, { map_wo: null }],
  };
  const told: string[] = [];
  tellWriteOnly(block, config, (attribute, text) => told.push(`${attribute} ${text}`));
  expect(told).toEqual(["password_wo a", "tokens_wo b", "tokens_wo c", "login.key_wo e", "user.map_wo f"]);
});
