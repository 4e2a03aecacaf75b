/**
 * A provider that Terraform starts by itself, as it starts a real one: the sandbox's simulated provider behind the
 * handshake of HashiCorp's go-plugin. Run with a provider's source and the stacks it is for.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { isJsonRecord } from "../../../../lib/core/json";
import { loadProviderSchema, providersInUse, type UsedTypes } from "../../../../lib/sandbox/provider-schemas";
import { ProviderServer } from "../../../../lib/sandbox/provider-server";
import { ProviderService } from "../../../../lib/sandbox/provider-service";
import { ReferenceIndex } from "../../../../lib/sandbox/reference-index";
import { forceNewAttributes } from "../../../../lib/sandbox/schema-overrides";
import { valueFindings } from "../../../../lib/sandbox/value-findings";
import { REPOSITORY } from "../../../support/rehearsal";
import { selfSigned } from "./self-signed";

/** Versions of go-plugin's handshake and of Terraform's plugin protocol. */
const HANDSHAKE = 1;
const PROTOCOL = 6;

function usedIn(source: string, files: readonly string[]): UsedTypes {
  const used = files
    .flatMap((file) => providersInUse(JSON.parse(readFileSync(file, "utf8"))))
    .filter((provider) => provider.source === source)
    .map((provider) => provider.used);
  const all = (kind: keyof UsedTypes): readonly string[] => [...new Set(used.flatMap((types) => types[kind]))];
  return { resources: all("resources"), dataSources: all("dataSources"), ephemerals: all("ephemerals") };
}

async function main(source: string, files: readonly string[]): Promise<void> {
  const localName = source.split("/").at(-1) ?? source;
  const schema = loadProviderSchema({ localName, source, used: usedIn(source, files) }, [REPOSITORY]);
  const stacks = files.map((file): unknown => JSON.parse(readFileSync(file, "utf8"))).filter(isJsonRecord);
  const service = new ProviderService({
    schema,
    references: ReferenceIndex.of(stacks[0] ?? {}),
    region: "us-east-1",
    forceNew: forceNewAttributes,
    checkValues: valueFindings(stacks[0] ?? {}),
  });
  const folder = mkdtempSync(join(tmpdir(), "pp-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const inside = join(folder, "in");
  await ProviderServer.start(service, inside);
  const { key, certificate, raw } = selfSigned();
  // Terraform speaks TLS to what it starts, and hangs up when it is done with it.
  const server = createServer({ key, cert: certificate, ALPNProtocols: ["h2"] }, (outer) => {
    const inner = connect(inside);
    outer.pipe(inner).pipe(outer);
    for (const end of [outer, inner]) for (const event of ["close", "error"]) end.on(event, () => process.exit(0));
  });
  const outside = join(folder, "out");
  server.listen(outside, () => process.stdout.write(`${HANDSHAKE}|${PROTOCOL}|unix|${outside}|grpc|${raw}\n`));
}

const [, , source = "", ...files] = process.argv;
main(source, files).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
