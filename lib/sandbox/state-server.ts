import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/**
 * Keeps Terraform's state in memory, behind the protocol of Terraform's `http` backend. The local backend writes the
 * whole file at every change, which makes a large apply quadratic; over HTTP Terraform writes once or twice.
 */
export class StateServer {
  private readonly documents = new Map<string, Document>();

  private constructor(
    private readonly server: Server,
    private readonly origin: string,
  ) {}

  /** Starts listening on a free loopback port. */
  public static async start(): Promise<StateServer> {
    let instance: StateServer | undefined;
    const server = createServer((request, response) => instance?.answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the state server has no port");
    instance = new StateServer(server, `http://127.0.0.1:${address.port}`);
    return instance;
  }

  /** A place for one state. Its address cannot be guessed by another program on the machine. */
  public addDocument(document: Document): string {
    const path = `/${randomBytes(12).toString("hex")}`;
    this.documents.set(path, document);
    return this.origin + path;
  }

  /** Stops listening and drops open connections. */
  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const document = this.documents.get(request.url?.split("?")[0] ?? "");
    if (document === undefined) end(response, 404);
    else if (request.method === "GET") sendState(document, response);
    else if (document.write === undefined) end(response, 405);
    else if (request.method === "DELETE") {
      document.write(new Uint8Array());
      end(response, 200);
    } else receiveState(document, request, response);
  }
}

function sendState(document: Document, response: ServerResponse): void {
  const state = document.read();
  if (state === undefined || state.length === 0) end(response, 204);
  else end(response, 200, state);
}

function receiveState(document: Document, request: IncomingMessage, response: ServerResponse): void {
  const chunks: Uint8Array[] = [];
  request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  request.on("end", () => {
    document.write?.(Buffer.concat(chunks));
    end(response, 200);
  });
}

/** One state that the server holds. */
export interface Document {
  /** The bytes; undefined or empty when nothing was written yet. */
  read(): Uint8Array | undefined;
  /** Takes new bytes. @default - the state is read only */
  write?(state: Uint8Array): void;
}

function end(response: ServerResponse, status: number, body?: Uint8Array): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
}
