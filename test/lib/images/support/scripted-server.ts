import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly body: string;
}

/** A server on loopback that answers as a test says. */
export interface ScriptedServer {
  /** Host and port. */
  readonly host: string;
  /** Every request so far. */
  readonly seen: readonly SeenRequest[];
  readonly close: () => void;
}

/** What a test answers. Undefined: the connection is cut. */
export type Script = (
  request: SeenRequest,
  host: string,
) =>
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | undefined;

/** Starts a server. */
export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  let host = "";
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { authorization, accept } = request.headers;
    const one = {
      method: request.method ?? "",
      path: request.url ?? "",
      authorization,
      accept,
      body: await text(request),
    };
    seen.push(one);
    const scripted = script(one, host);
    if (scripted === undefined) request.socket.destroy();
    else response.writeHead(scripted.status, scripted.headers).end(scripted.body ?? "");
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    host,
    seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
