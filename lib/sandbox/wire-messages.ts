/**
 * The messages of Terraform's plugin protocol 6 that the sandbox speaks, as `name type=number` lists. Names and numbers
 * are the protocol's; the list is written from a table of them, not from HashiCorp's own definition file.
 * Source: `tfplugin6` in hashicorp/terraform-plugin-go. Fields the sandbox never reads or writes are left out where
 * leaving them out changes nothing on the wire.
 */
export const MESSAGES = {
  DynamicValue: "msgpack bytes=1; json bytes=2",
  Diagnostic: "severity Severity=1; summary string=2; detail string=3; attribute AttributePath=4",
  "AttributePath.Step":
    "attribute_name string=1 (one of selector); element_key_string string=2 (one of selector); element_key_int int64=3 (one of selector)",
  AttributePath: "steps repeated Step=1",
  "StopProvider.Request": "",
  "StopProvider.Response": "Error string=1",
  RawState: "json bytes=1; flatmap map<string, string>=2",
  "Schema.Block":
    "version int64=1; attributes repeated Attribute=2; block_types repeated NestedBlock=3; description string=4; deprecated bool=6",
  "Schema.Attribute":
    "name string=1; type bytes=2; nested_type Object=10; description string=3; required bool=4; optional bool=5; computed bool=6; sensitive bool=7; deprecated bool=9; write_only bool=11",
  "Schema.NestedBlock":
    "type_name string=1; block Block=2; nesting NestingMode=3; min_items int64=4; max_items int64=5",
  "Schema.Object": "attributes repeated Attribute=1; nesting NestingMode=3; min_items int64=4; max_items int64=5",
  Schema: "version int64=1; block Block=2",
  ServerCapabilities:
    "plan_destroy bool=1; get_provider_schema_optional bool=2; move_resource_state bool=3; generate_resource_config bool=4",
  "GetProviderSchema.Request": "",
  "GetProviderSchema.Response":
    "provider Schema=1; resource_schemas map<string, Schema>=2; data_source_schemas map<string, Schema>=3; diagnostics repeated Diagnostic=4; server_capabilities ServerCapabilities=6; ephemeral_resource_schemas map<string, Schema>=8",
  "GetResourceIdentitySchemas.Request": "",
  "GetResourceIdentitySchemas.Response": "diagnostics repeated Diagnostic=2",
  "ValidateProviderConfig.Request": "config DynamicValue=1",
  "ValidateProviderConfig.Response": "diagnostics repeated Diagnostic=2",
  "UpgradeResourceState.Request": "type_name string=1; version int64=2; raw_state RawState=3",
  "UpgradeResourceState.Response": "upgraded_state DynamicValue=1; diagnostics repeated Diagnostic=2",
  "ValidateResourceConfig.Request": "type_name string=1; config DynamicValue=2",
  "ValidateResourceConfig.Response": "diagnostics repeated Diagnostic=1",
  "ValidateDataResourceConfig.Request": "type_name string=1; config DynamicValue=2",
  "ValidateDataResourceConfig.Response": "diagnostics repeated Diagnostic=1",
  "ConfigureProvider.Request": "terraform_version string=1; config DynamicValue=2",
  "ConfigureProvider.Response": "diagnostics repeated Diagnostic=1",
  "ReadResource.Request": "type_name string=1; current_state DynamicValue=2; private bytes=3",
  "ReadResource.Response": "new_state DynamicValue=1; diagnostics repeated Diagnostic=2; private bytes=3",
  "PlanResourceChange.Request":
    "type_name string=1; prior_state DynamicValue=2; proposed_new_state DynamicValue=3; config DynamicValue=4; prior_private bytes=5",
  "PlanResourceChange.Response":
    "planned_state DynamicValue=1; requires_replace repeated AttributePath=2; planned_private bytes=3; diagnostics repeated Diagnostic=4",
  "ApplyResourceChange.Request":
    "type_name string=1; prior_state DynamicValue=2; planned_state DynamicValue=3; config DynamicValue=4; planned_private bytes=5",
  "ApplyResourceChange.Response": "new_state DynamicValue=1; private bytes=2; diagnostics repeated Diagnostic=3",
  "ImportResourceState.Request": "type_name string=1; id string=2",
  "ImportResourceState.ImportedResource": "type_name string=1; state DynamicValue=2; private bytes=3",
  "ImportResourceState.Response": "imported_resources repeated ImportedResource=1; diagnostics repeated Diagnostic=2",
  "MoveResourceState.Request":
    "source_provider_address string=1; source_type_name string=2; source_schema_version int64=3; source_state RawState=4; target_type_name string=5; source_private bytes=6",
  "MoveResourceState.Response":
    "target_state DynamicValue=1; diagnostics repeated Diagnostic=2; target_private bytes=3",
  "ReadDataSource.Request": "type_name string=1; config DynamicValue=2",
  "ReadDataSource.Response": "state DynamicValue=1; diagnostics repeated Diagnostic=2",
  "GetFunctions.Request": "",
  "GetFunctions.Response": "diagnostics repeated Diagnostic=2",
  "ValidateEphemeralResourceConfig.Request": "type_name string=1; config DynamicValue=2",
  "ValidateEphemeralResourceConfig.Response": "diagnostics repeated Diagnostic=1",
  "OpenEphemeralResource.Request": "type_name string=1; config DynamicValue=2",
  "OpenEphemeralResource.Response":
    "diagnostics repeated Diagnostic=1; result DynamicValue=3; private optional bytes=4",
  "RenewEphemeralResource.Request": "type_name string=1; private optional bytes=2",
  "RenewEphemeralResource.Response": "diagnostics repeated Diagnostic=1; private optional bytes=3",
  "CloseEphemeralResource.Request": "type_name string=1; private optional bytes=2",
  "CloseEphemeralResource.Response": "diagnostics repeated Diagnostic=1",
} as const satisfies Record<string, string>;

/** The enumerations of the protocol. */
export const ENUMERATIONS = {
  "Diagnostic.Severity": { INVALID: 0, ERROR: 1, WARNING: 2 },
  "Schema.NestedBlock.NestingMode": { INVALID: 0, SINGLE: 1, LIST: 2, SET: 3, MAP: 4, GROUP: 5 },
  "Schema.Object.NestingMode": { INVALID: 0, SINGLE: 1, LIST: 2, SET: 3, MAP: 4 },
} as const satisfies Record<string, Record<string, number>>;

/** The calls the sandbox answers; Terraform takes "unimplemented" for the rest. */
export const METHODS = [
  "GetProviderSchema",
  "GetResourceIdentitySchemas",
  "ValidateProviderConfig",
  "ValidateResourceConfig",
  "ValidateDataResourceConfig",
  "UpgradeResourceState",
  "ConfigureProvider",
  "ReadResource",
  "PlanResourceChange",
  "ApplyResourceChange",
  "ImportResourceState",
  "MoveResourceState",
  "ReadDataSource",
  "GetFunctions",
  "ValidateEphemeralResourceConfig",
  "OpenEphemeralResource",
  "RenewEphemeralResource",
  "CloseEphemeralResource",
  "StopProvider",
] as const;

/** The name of one call. */
export type MethodName = (typeof METHODS)[number];
