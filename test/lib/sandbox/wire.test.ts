import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeValue, encodeValue } from "../../../lib/sandbox/cty-codec";
import { ProviderService } from "../../../lib/sandbox/provider-service";
import { ReferenceIndex } from "../../../lib/sandbox/reference-index";
import type { ProviderSchema } from "../../../lib/sandbox/schema";
import { servingSchema } from "../../../lib/sandbox/serving-schema";
import { bytesField, messageField, type WireMessage, wireMethods } from "../../../lib/sandbox/wire";
import { MESSAGES, type MethodName } from "../../../lib/sandbox/wire-messages";

const PROTOCOL = join(__dirname, "..", "..", "..", "..", "shared", "facts", "plugin-protocol.md");

const SCHEMA: ProviderSchema = {
  provider: { version: 0, block: { attributes: { region: { type: "string", optional: true } } } },
  resource_schemas: {
    t_x: {
      version: 0,
      block: {
        attributes: {
          id: { type: "string", optional: true },
          arn: { type: "string", computed: true },
          key_wo: { type: "string", optional: true, write_only: true },
        },
        block_types: {
          rule: { nesting_mode: "set", block: { attributes: { any: { type: "dynamic", optional: true } } } },
          disk: {
            nesting_mode: "list",
            max_items: 1,
            block: { attributes: { size: { type: "number", required: true } } },
          },
        },
      },
    },
  },
  data_source_schemas: {},
  ephemeral_resource_schemas: {},
};

const service = new ProviderService({
  schema: SCHEMA,
  references: ReferenceIndex.of({}),
  region: "eu-central-1",
  forceNew: () => [],
  checkValues: () => [{ path: ["disk", 0, "size"], summary: "Invalid value", detail: "too small" }],
});

/** One call as Terraform makes it: request and response go over the wire format. */
function call(name: MethodName, request: WireMessage): WireMessage {
  const method = wireMethods.get(name);
  if (method === undefined) throw new Error(`no method ${name}`);
  const answer = service.handlers()[name](method.decodeRequest(method.encodeRequest(request)));
  return method.decodeResponse(method.encodeResponse(answer));
}

const write = (value: Parameters<typeof encodeValue>[0]): WireMessage => ({ msgpack: encodeValue(value) });

describe("the messages", () => {
  it("have the fields and numbers of the protocol", () => {
    if (!existsSync(PROTOCOL)) {
      // biome-ignore lint/suspicious/noConsole: a skipped comparison must be seen
      console.warn("the table of the plugin protocol is not here: fields were not compared");
      return;
    }
    const table = new Map<string, ReadonlySet<string>>();
    for (const [, name = "", fields = ""] of readFileSync(PROTOCOL, "utf8").matchAll(/^\| `([\w.]+)` \| (.*) \|$/gm)) {
      table.set(name, new Set(fields.split("; ")));
    }
    const unknown = Object.entries(MESSAGES).flatMap(([name, fields]) =>
      fields
        .split("; ")
        .filter((field) => field !== "" && table.get(name)?.has(field) !== true)
        .map((field) => `${name}: ${field}`),
    );
    expect(unknown).toEqual([]);
    expect(table.size).toBeGreaterThan(50);
  });
});

describe("a provider", () => {
  it("serves optional attributes as computed too, write-only ones and its own settings not", () => {
    const { provider, resource_schemas: resources } = servingSchema(SCHEMA);
    expect(resources["t_x"]?.block.attributes).toMatchObject({
      id: { optional: true, computed: true },
      key_wo: { optional: true, write_only: true },
    });
    expect(resources["t_x"]?.block.attributes?.["key_wo"]?.computed).toBeUndefined();
    expect(provider.block.attributes?.["region"]?.computed).toBeUndefined();
  });

  it("serves a set whose elements hold an open value as a list", () => {
    expect(servingSchema(SCHEMA).resource_schemas["t_x"]?.block.block_types?.["rule"]?.nesting_mode).toBe("list");
  });

  it("answers GetProviderSchema with types as JSON and nesting as a number", () => {
    const answer = call("GetProviderSchema", {});
    const block = messageField(messageField(messageField(answer, "resource_schemas"), "t_x"), "block");
    expect(block["attributes"]).toContainEqual(
      expect.objectContaining({ name: "arn", computed: true, type: Buffer.from('"string"') }),
    );
    expect(block["block_types"]).toContainEqual(
      expect.objectContaining({ type_name: "disk", nesting: 2, max_items: 1 }),
    );
    expect(answer["server_capabilities"]).toEqual({
      plan_destroy: true,
      get_provider_schema_optional: true,
      move_resource_state: true,
    });
  });

  it("reports what the value checks find at the attribute", () => {
    const config = write({ id: null, arn: "set", key_wo: null, rule: [], disk: [{ size: 1 }] });
    const { diagnostics } = call("ValidateResourceConfig", { type_name: "t_x", config });
    expect(diagnostics).toEqual([
      expect.objectContaining({ severity: 1, summary: "Value for unconfigurable attribute" }),
      {
        severity: 1,
        summary: "Invalid value",
        detail: "too small",
        attribute: { steps: [{ attribute_name: "disk" }, { element_key_int: 0 }, { attribute_name: "size" }] },
      },
    ]);
  });

  it("returns a state it is asked to upgrade as it is", () => {
    const json = Buffer.from('{"id":"x"}');
    const answer = call("UpgradeResourceState", { type_name: "t_x", version: 0, raw_state: { json } });
    expect(bytesField(messageField(answer, "upgraded_state"), "json")).toEqual(json);
  });

  it("imports an object with its id and every other part empty", () => {
    const { imported_resources: imported } = call("ImportResourceState", { type_name: "t_x", id: "x-1" });
    const state = Array.isArray(imported)
      ? bytesField(messageField(imported[0], "state"), "msgpack")
      : new Uint8Array();
    expect(decodeValue(state)).toMatchObject({ id: "x-1", arn: null, disk: [] });
  });

  it("throws for a type it was not started with, which the server turns into a diagnostic", () => {
    expect(() => call("ReadDataSource", { type_name: "t_y", config: write({}) })).toThrow(
      /not started with a schema for t_y/,
    );
  });
});
