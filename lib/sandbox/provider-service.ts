import { createHash } from "node:crypto";
import { type ConfigurationFinding, checkConfiguration, findingDiagnostics } from "./configuration-checks";
import { decodeValue, encodeValue } from "./cty-codec";
import type { CtyValue } from "./cty-value";
import { emptyBody } from "./empty-value";
import { withKnownAnswers } from "./known-answers";
import { Planner } from "./planner";
import { type PlantedSecrets, tellWriteOnly } from "./planted-secrets";
import type { ObjectKind, ReferenceIndex } from "./reference-index";
import { attributePath, replacementPaths } from "./replacement";
import type { AttributeSchema, ProviderSchema, TypeSchema } from "./schema";
import { schemaMessage } from "./served-messages";
import { servingSchema } from "./serving-schema";
import { ValueMaker } from "./value-maker";
import { bytesField, messageField, textField, type WireMessage } from "./wire";
import type { MethodName } from "./wire-messages";

/** What one simulated provider needs to know. */
export interface ProviderServiceOptions {
  readonly schema: ProviderSchema;
  /** What the stack's expressions refer to. */
  readonly references: ReferenceIndex;
  /** Region for made-up values. */
  readonly region: string;
  /** Dotted names of the attributes whose change forces a new object. */
  readonly forceNew: (type: string) => readonly string[];
  /** Checks of values that a real provider would make. */
  readonly checkValues: (type: string, config: CtyValue) => readonly ConfigurationFinding[];
  /** Secrets of somebody's own in the place of made-up ones. @default - secrets are made up as everything else */
  readonly plantedSecrets?: PlantedSecrets;
}

/** The mark of an imported object until it is applied for the first time. */
const IMPORTED = Buffer.from("imported");

/** Answers one call. */
export type CallHandler = (request: WireMessage) => WireMessage;

/** One simulated provider: the calls of the protocol as functions of the schema and the stack's references. */
export class ProviderService {
  private readonly schema: ProviderSchema;
  private readonly planner: Planner;
  private readonly values: ValueMaker;
  private readonly occurrences = new Map<string, number>();

  public constructor(private readonly options: ProviderServiceOptions) {
    this.schema = servingSchema(options.schema);
    this.planner = new Planner(options.references);
    this.values = new ValueMaker(options.references, options.region, options.plantedSecrets);
  }

  /** A handler for every call the sandbox answers. */
  public handlers(): { readonly [method in MethodName]: CallHandler } {
    const nothing: CallHandler = () => ({});
    const {
      resource_schemas: resources,
      data_source_schemas: data,
      ephemeral_resource_schemas: ephemeral,
    } = this.schema;
    return {
      GetProviderSchema: () => schemaMessage(this.schema),
      GetResourceIdentitySchemas: nothing,
      GetFunctions: nothing,
      ValidateProviderConfig: nothing,
      ConfigureProvider: nothing,
      StopProvider: nothing,
      ValidateResourceConfig: (request) => this.validate(resources, request),
      ValidateDataResourceConfig: (request) => this.validate(data, request),
      ValidateEphemeralResourceConfig: (request) => this.validate(ephemeral, request),
      UpgradeResourceState: (request) => ({
        upgraded_state: { json: bytesField(messageField(request, "raw_state"), "json") },
      }),
      ReadResource: (request) => ({ new_state: request["current_state"], private: bytesField(request, "private") }),
      PlanResourceChange: (request) => this.plan(request),
      ApplyResourceChange: (request) => this.apply(request),
      ImportResourceState: (request) => this.importState(request),
      MoveResourceState: (request) => ({
        target_state: { json: bytesField(messageField(request, "source_state"), "json") },
        target_private: bytesField(request, "source_private"),
      }),
      ReadDataSource: (request) => ({ state: this.read("data", data, request) }),
      OpenEphemeralResource: (request) => ({ result: this.read("ephemeral", ephemeral, request) }),
      RenewEphemeralResource: nothing,
      CloseEphemeralResource: nothing,
    };
  }

  private validate(schemas: { readonly [type: string]: TypeSchema }, request: WireMessage): WireMessage {
    const type = textField(request, "type_name");
    const config = readValue(messageField(request, "config"));
    const findings = [
      ...checkConfiguration(findType(schemas, type).block, config),
      ...(schemas === this.schema.resource_schemas ? this.options.checkValues(type, config) : []),
    ];
    return { diagnostics: findingDiagnostics(findings) };
  }

  private plan(request: WireMessage): WireMessage {
    const type = textField(request, "type_name");
    const proposed = readValue(messageField(request, "proposed_new_state"));
    if (proposed === null) return { planned_state: writeValue(null) };
    const prior = readValue(messageField(request, "prior_state"));
    // What was imported was not read: that its state lacks a value does not say that the value changes.
    const imported = Buffer.from(bytesField(request, "prior_private")).equals(IMPORTED);
    const { block } = findType(this.schema.resource_schemas, type);
    const planned = this.planner.plan({
      type,
      block,
      prior,
      proposed,
      config: readValue(messageField(request, "config")),
    });
    return {
      planned_state: writeValue(planned),
      requires_replace: imported
        ? []
        : replacementPaths(block, this.options.forceNew(type), prior, planned).map(attributePath),
    };
  }

  private apply(request: WireMessage): WireMessage {
    const type = textField(request, "type_name");
    const planned = readValue(messageField(request, "planned_state"));
    if (planned === null) return { new_state: writeValue(null) };
    const seed = this.countedSeed(type, bytesField(messageField(request, "config"), "msgpack"));
    const block = findType(this.schema.resource_schemas, type).block;
    tellWriteOnly(block, readValue(messageField(request, "config")), (attribute, text) =>
      this.options.plantedSecrets?.received({ kind: "resource", type, attribute }, text),
    );
    const answered = withKnownAnswers(type, planned);
    const state = this.values.fillBlock({ kind: "resource", type, seed }, block, answered, () => false);
    return { new_state: writeValue(state) };
  }

  /** Two resources with the same arguments (`count = 2`) still need different ids. */
  private countedSeed(type: string, config: Uint8Array): string {
    const seed = digest(type, config);
    const count = this.occurrences.get(seed) ?? 0;
    this.occurrences.set(seed, count + 1);
    return `${seed}/${count}`;
  }

  /** The configuration with what the provider would add. The same answer on every read, or no later plan is empty. */
  private read(kind: ObjectKind, schemas: { readonly [type: string]: TypeSchema }, request: WireMessage): WireMessage {
    const type = textField(request, "type_name");
    const config = messageField(request, "config");
    const seed = digest(type, bytesField(config, "msgpack"));
    const rule = (attribute: AttributeSchema, path: readonly string[]): boolean => {
      if (attribute.computed !== true) return false;
      if (attribute.optional !== true || (path.length === 1 && path[0] === "id")) return true;
      return this.options.references.isReferenced(kind, type, path);
    };
    const block = findType(schemas, type).block;
    const answered = withKnownAnswers(type, readValue(config));
    return writeValue(this.values.fillBlock({ kind, type, seed }, block, answered, rule));
  }

  /** Everything but the id is unknown to an import that reads nothing; the next plan is then an update in place. */
  private importState(request: WireMessage): WireMessage {
    const type = textField(request, "type_name");
    const body = emptyBody(findType(this.schema.resource_schemas, type).block);
    if ("id" in body) body["id"] = textField(request, "id");
    return { imported_resources: [{ type_name: type, state: writeValue(body), private: IMPORTED }] };
  }
}

function findType(schemas: { readonly [type: string]: TypeSchema }, type: string): TypeSchema {
  const schema = schemas[type];
  if (schema === undefined) throw new Error(`the sandbox was not started with a schema for ${type}`);
  return schema;
}

function digest(type: string, config: Uint8Array): string {
  return createHash("sha256").update(type).update("\n").update(config).digest("hex");
}

function readValue(message: WireMessage): CtyValue {
  const bytes = bytesField(message, "msgpack");
  return bytes.length === 0 ? null : decodeValue(bytes);
}

function writeValue(value: CtyValue): WireMessage {
  return { msgpack: encodeValue(value) };
}
