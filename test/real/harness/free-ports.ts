import { createServer, type Server } from "node:net";

/** The address every server of a test listens on, so that nobody else reaches it. */
export const LOOPBACK = "127.0.0.1";

const MOST_ATTEMPTS = 5;

/** A server did not start because somebody else had taken one of its ports meanwhile. */
export class PortTakenError extends Error {
  public override readonly name = "PortTakenError";
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, LOOPBACK, () => resolve(server));
  });
}

/** Ports that nobody listens on at this moment. All of them are held until the last is found, so none comes twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.flatMap((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? [address.port] : [];
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Starts something on free ports. A port can be taken between the moment it is found and the moment it is used; then
 * others are tried.
 *
 * @param start throws `PortTakenError` when one of the ports is taken, as `startServer` does
 * @param find where ports come from. @default - `freePorts`
 * @throws Error after five attempts
 */
export async function withFreePorts<T>(
  count: number,
  start: (ports: readonly number[]) => Promise<T>,
  find: (count: number) => Promise<readonly number[]> = freePorts,
): Promise<T> {
  const tried: string[] = [];
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const ports = await find(count);
    try {
      return await start(ports);
    } catch (fault) {
      if (!(fault instanceof PortTakenError)) throw fault;
      tried.push(ports.join(", "));
    }
  }
  throw new Error(`no free port was found: something took each of ${tried.join("; ")} before the server could listen`);
}
