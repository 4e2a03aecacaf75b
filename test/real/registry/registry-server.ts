import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOOPBACK, withFreePorts } from "../harness/free-ports";
import { type Server, startServer } from "../harness/server";

/** A real registry that runs. */
export interface Registry {
  /** Host and port, as the names of its images begin. */
  readonly host: string;
  readonly server: Server;
}

/** Starts CNCF Distribution's registry. @param auth its `auth` setting. @default - everybody may do everything */
export function startRegistry(program: string, folder: string, auth?: object): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  return withFreePorts(1, async ([port]) => {
    const host = `${LOOPBACK}:${port}`;
    const configuration = {
      version: "0.1",
      log: { level: "info", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, "storage") } },
      http: { addr: host, secret: "of this test" },
      ...(auth === undefined ? {} : { auth }),
    };
    const file = join(folder, "registry.yml");
    writeFileSync(file, JSON.stringify(configuration));
    const server = await startServer({
      program,
      arguments: ["serve", file],
      folder,
      environment: { OTEL_TRACES_EXPORTER: "none" },
      isReady: async () => [200, 401].includes((await fetch(`http://${host}/v2/`)).status),
    });
    return { host, server };
  });
}
