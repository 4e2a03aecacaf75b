import { asList, isJsonRecord, type JsonRecord, recordAt } from "../core/json";
import { backendRead, producerNotRehearsed, type RemoteStateRegistry } from "./remote-states";

/** Where the scratch copy of a stack keeps and reads state. */
export interface ScratchStackOptions {
  /** Address of the stack's own state. */
  readonly stateAddress: string;
  /** States that the stack may read. */
  readonly remoteStates: RemoteStateRegistry;
  /** Serves one remote state and gives its address. */
  readonly serve: (state: Uint8Array) => string;
}

/**
 * The stack as it is rehearsed: the synthesized JSON with everything that could reach outside taken out.
 *
 * - The backend becomes the in-process one; Terraform Cloud settings go.
 * - Reads of other stacks' states go to the states of this run. @throws PalisadeError when there is none
 * - Provisioners go: they would run real commands on this machine or others.
 * - Variables without a default get a made-up one of their type, unless `TF_VAR_…` sets them.
 *
 * The input is not changed.
 */
export function scratchStack(stack: JsonRecord, options: ScratchStackOptions): JsonRecord {
  const copy = structuredClone(stack);
  const terraform = recordAt(copy, "terraform");
  delete terraform["cloud"];
  copy["terraform"] = { ...terraform, backend: { http: { address: options.stateAddress } } };
  for (const [name, dataSource] of Object.entries(recordAt(copy, "data", "terraform_remote_state"))) {
    if (isJsonRecord(dataSource)) redirect(name, dataSource, options);
  }
  for (const [, resource] of addressedResources(copy)) {
    delete resource["provisioner"];
    delete resource["connection"];
  }
  for (const variable of Object.values(recordAt(copy, "variable"))) {
    if (isJsonRecord(variable) && !("default" in variable)) addDefault(variable);
  }
  return copy;
}

/**
 * The stack without `prevent_destroy`, so that the rehearsal can go on to destroy it.
 *
 * @param addresses take it out of these resources only. @default - of all
 */
export function withoutPreventDestroy(stack: JsonRecord, addresses?: ReadonlySet<string>): JsonRecord {
  const copy = structuredClone(stack);
  for (const [address, resource] of addressedResources(copy)) {
    if (addresses !== undefined && !addresses.has(address)) continue;
    for (const lifecycle of asList(resource["lifecycle"])) {
      if (isJsonRecord(lifecycle)) delete lifecycle["prevent_destroy"];
    }
  }
  return copy;
}

/** Addresses (`aws_kms_key.state`) of the resources that refuse to be destroyed. */
export function protectedAddresses(stack: JsonRecord): readonly string[] {
  return addressedResources(stack)
    .filter(([, resource]) =>
      asList(resource["lifecycle"]).some((lifecycle) => recordAt(lifecycle)["prevent_destroy"] === true),
    )
    .map(([address]) => address);
}

function addressedResources(stack: JsonRecord): readonly (readonly [address: string, resource: JsonRecord])[] {
  const found: [string, JsonRecord][] = [];
  for (const [type, named] of Object.entries(recordAt(stack, "resource"))) {
    for (const [name, resource] of Object.entries(recordAt(named))) {
      if (isJsonRecord(resource)) found.push([`${type}.${name}`, resource]);
    }
  }
  return found;
}

function redirect(name: string, dataSource: JsonRecord, options: ScratchStackOptions): void {
  const backend = backendRead(dataSource);
  const state = options.remoteStates.find(backend);
  if (state === undefined) throw producerNotRehearsed(name, backend, options.remoteStates.known);
  dataSource["backend"] = "http";
  dataSource["config"] = { address: options.serve(state) };
  delete dataSource["workspace"];
}

/** Types whose shape is not told (`any`, objects) are left for Terraform to ask for. */
function addDefault(variable: JsonRecord): void {
  const type = typeof variable["type"] === "string" ? variable["type"].replace(/^\$\{(.*)\}$/, "$1").trim() : "string";
  if (type === "string") variable["default"] = "sandbox";
  else if (type === "number") variable["default"] = 1;
  else if (type === "bool") variable["default"] = false;
  else if (/^(list|set)\(/.test(type)) variable["default"] = [];
  else if (/^map\(/.test(type)) variable["default"] = {};
}
