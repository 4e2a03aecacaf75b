import { PalisadeError, type Problem } from "../core/errors";
import { isJsonRecord, type JsonRecord, recordAt } from "../core/json";

/** Where a stack keeps its state: the kind of backend and its settings. */
export interface BackendAddress {
  /** `s3`, `local`, `gcs`, … */
  readonly kind: string;
  readonly config: JsonRecord;
}

/**
 * The settings that tell one state from another, per backend. Region, credentials and locking do not: a reader may
 * leave them out. Source: the configuration variables of each backend in Terraform's documentation. A kind that is not
 * listed is compared by all its settings.
 */
const IDENTITY: { readonly [kind: string]: readonly string[] } = {
  s3: ["bucket", "key", "workspace_key_prefix"],
  local: ["path"],
  gcs: ["bucket", "prefix"],
  azurerm: ["storage_account_name", "container_name", "key"],
  remote: ["hostname", "organization", "workspaces"],
  consul: ["path"],
  kubernetes: ["namespace", "secret_suffix"],
  pg: ["conn_str", "schema_name"],
  http: ["address"],
};

/** The states of the stacks that were rehearsed earlier in the same run, by the backend each stack declares. */
export class RemoteStateRegistry {
  private readonly states = new Map<string, () => Uint8Array | undefined>();

  /** Makes a stack's state available to those who read it. */
  public register(backend: BackendAddress, state: () => Uint8Array | undefined): void {
    this.states.set(identityOf(backend), state);
  }

  /** The state of the stack with this backend; undefined when no such stack was applied. */
  public find(backend: BackendAddress): Uint8Array | undefined {
    return this.states.get(identityOf(backend))?.();
  }

  /** What is known, for messages: `s3 bucket=state key=prod/network`. */
  public get known(): readonly string[] {
    return [...this.states.keys()];
  }
}

function identityOf(backend: BackendAddress): string {
  const names = IDENTITY[backend.kind] ?? Object.keys(backend.config).sort();
  const parts = names
    .filter((name) => backend.config[name] !== undefined && backend.config[name] !== null)
    .map((name) => `${name}=${textOf(backend.config[name])}`);
  return [backend.kind, ...parts].join(" ");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The backend a stack declares; undefined when it declares none. */
export function backendOf(stack: JsonRecord): BackendAddress | undefined {
  const [entry] = Object.entries(recordAt(stack, "terraform", "backend"));
  if (entry === undefined) return undefined;
  const [kind, declared] = entry;
  const config = Array.isArray(declared) ? declared[0] : declared;
  return { kind, config: isJsonRecord(config) ? config : {} };
}

/** The backend a `terraform_remote_state` data source reads. */
export function backendRead(dataSource: JsonRecord): BackendAddress {
  const kind = dataSource["backend"];
  return { kind: typeof kind === "string" ? kind : "", config: recordAt(dataSource, "config") };
}

/** Refuses a read of a state that no rehearsed stack has written. */
export function producerNotRehearsed(name: string, backend: BackendAddress, known: readonly string[]): PalisadeError {
  const problem: Problem = {
    what: "reads the state of a stack that was not rehearsed before it",
    got: identityOf(backend),
    allowed: known.length === 0 ? "no stack was applied before this one" : known.join("; "),
    doThis: "rehearse the stack that writes this state in the same run, before this one",
    where: `data.terraform_remote_state.${name}`,
  };
  return new PalisadeError([problem]);
}
