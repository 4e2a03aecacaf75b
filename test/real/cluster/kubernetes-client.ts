import { Agent, request } from "node:https";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../lib/core/json";

/** How to reach an API server. */
export interface ClusterAccess {
  readonly host: string;
  readonly port: number;
  /** Certificates that the server's own has to come from, as PEM. */
  readonly authority: string;
  /** Token of somebody who may do everything. */
  readonly token: string;
}

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: JsonRecord;
  /** What it warns of, such as an API that is going away. */
  readonly warnings: readonly string[];
}

/** The API server said no. Its message is the server's own. */
export class RefusedError extends Error {
  public override readonly name = "RefusedError";
  public readonly status: number;

  public constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** How an object is applied. */
export interface ApplyOptions {
  /** Whether nothing is stored. @default false */
  readonly dryRun?: boolean;
}

/** Who owns the fields that are applied. */
const MANAGER = "palisade-test";

interface ResourceName {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** An object as a path and a message name it. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** Name of an object in its own words. */
export function nameOf(object: JsonRecord): ObjectName {
  const metadata = recordAt(object, "metadata");
  return {
    apiVersion: textAt(object, "apiVersion") ?? "",
    kind: textAt(object, "kind") ?? "",
    name: textAt(metadata, "name") ?? "",
    namespace: textAt(metadata, "namespace"),
  };
}

/** Speaks to an API server, strictly: a field that it does not know is refused. */
export class KubernetesClient {
  private readonly agent: Agent;
  private readonly access: ClusterAccess;
  private readonly resources = new Map<string, ResourceName>();

  public constructor(access: ClusterAccess) {
    this.access = access;
    this.agent = new Agent({ ca: access.authority, keepAlive: true, maxSockets: 8 });
  }

  /** Sends one request and gives the answer, whatever its status. */
  public send(method: string, path: string, body?: JsonRecord, contentType = "application/json"): Promise<Answer> {
    const { host, port, token } = this.access;
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, accept: "application/json", "content-type": contentType };
      const call = request({ agent: this.agent, host, port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const warning = response.headers["warning"] ?? "";
          resolve({
            status: response.statusCode ?? 0,
            body: bodyOf(Buffer.concat(chunks).toString("utf8")),
            warnings: [...String(warning).matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].flatMap(([, text]) => text ?? []),
          });
        });
      });
      call.on("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Reads what is at a path. */
  public async read(path: string): Promise<JsonRecord> {
    return accepted(await this.send("GET", path)).body;
  }

  /** Every object of a kind, in all namespaces. */
  public async list(apiVersion: string, kind: string): Promise<readonly JsonRecord[]> {
    const { plural } = await this.resourceOf(apiVersion, kind);
    const { body } = accepted(await this.send("GET", `${groupPath(apiVersion)}/${plural}`));
    return listAt(body, "items").filter(isJsonRecord);
  }

  /** One object as it is stored. */
  public async get(name: ObjectName): Promise<JsonRecord> {
    return this.read(await this.pathOf(name));
  }

  /** Applies an object on the server's side and gives what the server made of it. */
  public async apply(object: JsonRecord, { dryRun = false }: ApplyOptions = {}): Promise<Answer> {
    const options = `fieldManager=${MANAGER}&fieldValidation=Strict&force=true${dryRun ? "&dryRun=All" : ""}`;
    const path = `${await this.pathOf(nameOf(object))}?${options}`;
    return accepted(await this.send("PATCH", path, object, "application/apply-patch+yaml"));
  }

  /** Changes the status of an object, as its controller would. */
  public async patchStatus(name: ObjectName, status: JsonRecord): Promise<void> {
    const path = `${await this.pathOf(name)}/status`;
    accepted(await this.send("PATCH", path, { status }, "application/merge-patch+json"));
  }

  /** Ends all connections. */
  public close(): void {
    this.agent.destroy();
  }

  private async pathOf({ apiVersion, kind, name, namespace }: ObjectName): Promise<string> {
    return `${await this.collectionOf(apiVersion, kind, namespace)}/${encodeURIComponent(name)}`;
  }

  private async collectionOf(apiVersion: string, kind: string, namespace: string | undefined): Promise<string> {
    const { plural, namespaced } = await this.resourceOf(apiVersion, kind);
    const inside = namespaced ? `/namespaces/${encodeURIComponent(namespace ?? "default")}` : "";
    return `${groupPath(apiVersion)}${inside}/${plural}`;
  }

  /** How a kind is spelled in paths, as the server says. */
  private async resourceOf(apiVersion: string, kind: string): Promise<ResourceName> {
    const key = `${apiVersion} ${kind}`;
    const known = this.resources.get(key);
    if (known !== undefined) return known;
    for (const item of listAt(await this.read(groupPath(apiVersion)), "resources").filter(isJsonRecord)) {
      const [plural = "", itemKind = ""] = [textAt(item, "name"), textAt(item, "kind")];
      if (plural.includes("/")) continue;
      this.resources.set(`${apiVersion} ${itemKind}`, { plural, namespaced: item["namespaced"] === true });
    }
    const found = this.resources.get(key);
    if (found === undefined) throw new RefusedError(404, `the API server knows no ${key}`);
    return found;
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function bodyOf(text: string): JsonRecord {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonRecord(body) ? body : { text };
  } catch {
    return { text };
  }
}

function accepted(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const said = textAt(answer.body, "message") ?? textAt(answer.body, "text") ?? "nothing";
  throw new RefusedError(answer.status, said);
}
