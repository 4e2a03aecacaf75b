import type { AttributeSchema, BlockSchema, NestedBlockSchema, ProviderSchema, TypeSchema } from "./schema";
import { mapEntries } from "./serving-schema";
import type { WireMessage } from "./wire";

/** The answer to `GetProviderSchema`. Terraform asks for it once per provider and command. */
export function schemaMessage(schema: ProviderSchema): WireMessage {
  return {
    provider: typeMessage(schema.provider),
    resource_schemas: mapEntries(schema.resource_schemas, typeMessage),
    data_source_schemas: mapEntries(schema.data_source_schemas, typeMessage),
    ephemeral_resource_schemas: mapEntries(schema.ephemeral_resource_schemas, typeMessage),
    server_capabilities: { plan_destroy: true, get_provider_schema_optional: true, move_resource_state: true },
  };
}

function typeMessage(schema: TypeSchema): WireMessage {
  return { version: schema.version, block: blockMessage(schema.block) };
}

function blockMessage(block: BlockSchema): WireMessage {
  return {
    attributes: Object.entries(block.attributes ?? {}).map(attributeMessage),
    block_types: Object.entries(block.block_types ?? {}).map(nestedBlockMessage),
  };
}

function attributeMessage([name, attribute]: readonly [string, AttributeSchema]): WireMessage {
  const { type, nested_type: nested, required, optional, computed, sensitive, write_only: writeOnly } = attribute;
  return {
    name,
    required: required === true,
    optional: optional === true,
    computed: computed === true,
    sensitive: sensitive === true,
    write_only: writeOnly === true,
    ...(type === undefined ? {} : { type: Buffer.from(JSON.stringify(type)) }),
    ...(nested === undefined
      ? {}
      : {
          nested_type: {
            attributes: Object.entries(nested.attributes).map(attributeMessage),
            nesting: nested.nesting_mode.toUpperCase(),
          },
        }),
  };
}

function nestedBlockMessage([name, nested]: readonly [string, NestedBlockSchema]): WireMessage {
  return {
    type_name: name,
    block: blockMessage(nested.block),
    nesting: nested.nesting_mode.toUpperCase(),
    min_items: nested.min_items ?? 0,
    max_items: nested.max_items ?? 0,
  };
}
