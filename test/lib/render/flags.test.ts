import { CLIENTS, type ClientSpec, type Flag, type FlagContext } from "../../../lib/catalogue";
import { renderCommand, renderFlag } from "../../../lib/render/flags";
import { readSchema, testWith } from "../../support/shared-schemas";

const clients: readonly ClientSpec[] = Object.values(CLIENTS);

/** The newest lists there are. They are older than the pinned releases, of the same major (docs/decisions/client-versions.md). */
const LISTS: Readonly<Record<string, string>> = {
  reth: "reth-v2.5.1.json",
  lighthouse: "lighthouse-bn-v8.1.3.json",
};

/** What a list of flags says about one of them. */
interface ListedFlag {
  readonly name: string;
  readonly value: "none" | "required" | "optional" | "list";
  readonly values?: readonly string[];
}

function flagList(client: ClientSpec): ReadonlyMap<string, ListedFlag> {
  const flags: readonly ListedFlag[] = readSchema(`flags/${LISTS[client.name]}`).flags;
  return new Map(flags.map((flag) => [flag.name, flag]));
}

function contextFor(client: ClientSpec, network: string): FlagContext {
  return {
    network,
    dataDirectory: "/data",
    peerPorts: Object.fromEntries(client.peerPorts.map(({ name, offset }) => [name, 31_000 + offset])),
    engine: { port: 8551, secretFile: "/engine/jwt.hex" },
    announcedAddress: "203.0.113.7",
    checkpointSyncUrl: "https://checkpoint.example.org",
  };
}

const rows = clients.flatMap((client) =>
  Object.values(client.chains).flatMap((networks) => Object.keys(networks).map((network) => ({ client, network }))),
);

function problemWith(flag: Flag, listed: ListedFlag | undefined): string | undefined {
  const [name, value] = flag;
  if (listed === undefined) return `${name} does not exist`;
  if (listed.value === "none" && value !== undefined) return `${name} takes no value`;
  if ((listed.value === "required" || listed.value === "list") && value === undefined) return `${name} needs a value`;
  if (listed.values !== undefined && value !== undefined) {
    const strange = String(value)
      .split(",")
      .filter((part) => !listed.values?.includes(part));
    if (strange.length > 0) return `${name} does not know ${strange.join(", ")}`;
  }
  return undefined;
}

describe("flags of the catalogue", () => {
  test.each(clients)("$name has a list to compare with", (client) => {
    expect(Object.keys(LISTS)).toContain(client.name);
  });

  testWith("flags/README.md").each(rows)(
    "every flag of $client.name on $network exists and has a value where it needs one",
    (row) => {
      const listed = flagList(row.client);
      const { engine, announcedAddress, checkpointSyncUrl, ...bare } = contextFor(row.client, row.network);
      for (const context of [contextFor(row.client, row.network), bare]) {
        const flags = row.client.flags(context);
        const names = flags.map(([name]) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(flags.map((flag) => problemWith(flag, listed.get(flag[0]))).filter(Boolean)).toEqual([]);
      }
      expect([engine, announcedAddress, checkpointSyncUrl]).not.toContain(undefined);
    },
  );

  testWith("flags/README.md").each(clients)(
    "every flag that $name refuses exists, so that the refusal is not a misspelling",
    (client) => {
      const listed = flagList(client);
      expect(Object.keys(client.refusedFlags).filter((name) => !listed.has(name))).toEqual([]);
    },
  );

  test("the comparison sees a flag that does not exist and a value that is missing", () => {
    const listed: ListedFlag = { name: "--port", value: "required", values: ["1", "2"] };
    expect(problemWith(["--prot", 1], undefined)).toBe("--prot does not exist");
    expect(problemWith(["--port"], listed)).toBe("--port needs a value");
    expect(problemWith(["--port", 3], listed)).toBe("--port does not know 3");
    expect(problemWith(["--http", 1], { name: "--http", value: "none" })).toBe("--http takes no value");
    expect(problemWith(["--port", 1], listed)).toBeUndefined();
  });
});

describe("reth", () => {
  const command = renderCommand(CLIENTS.reth, contextFor(CLIENTS.reth, "hoodi"));

  test("takes engine orders on the loopback address alone, with the secret of the pod", () => {
    expect(command).toContain("--authrpc.addr=127.0.0.1");
    expect(command).toContain("--authrpc.jwtsecret=/engine/jwt.hex");
  });

  test("offers no method that stops or unwinds a node", () => {
    const apis = command.filter((part) => /^--(http|ws)\.api=/.test(part));
    expect(apis).toEqual(["--http.api=eth,net,web3", "--ws.api=eth,net,web3"]);
  });

  test("announces the ports and the address it was given", () => {
    expect(command).toEqual(
      expect.arrayContaining([
        "--port=31000",
        "--discovery.port=31000",
        "--discovery.v5.port=31001",
        "--nat=extip:203.0.113.7",
      ]),
    );
  });

  test("is no archive, and opens no engine API when there is nobody to give it orders", () => {
    expect(command).toContain("--full");
    const { engine: _, ...alone } = contextFor(CLIENTS.reth, "hoodi");
    expect(renderCommand(CLIENTS.reth, alone)).toContain("--disable-auth-server");
  });
});

describe("lighthouse", () => {
  const command = renderCommand(CLIENTS.lighthouse, contextFor(CLIENTS.lighthouse, "sepolia"));

  test("finds its execution client in the pod and starts from the checkpoint it was given", () => {
    expect(command.slice(0, 3)).toEqual(["lighthouse", "bn", "--network=sepolia"]);
    expect(command).toContain("--execution-endpoint=http://127.0.0.1:8551");
    expect(command).toContain("--checkpoint-sync-url=https://checkpoint.example.org");
  });

  test("announces the address it was given and keeps it", () => {
    expect(command).toEqual(expect.arrayContaining(["--enr-address=203.0.113.7", "--disable-enr-auto-update"]));
  });
});

describe("renderCommand", () => {
  const context = contextFor(CLIENTS.reth, "mainnet");

  test("puts a user's flags after its own", () => {
    expect(renderCommand(CLIENTS.reth, context, [["--max-peers", 50]]).at(-1)).toBe("--max-peers=50");
  });

  test("refuses odd, dangerous and repeated flags, all at once", () => {
    const extra: readonly Flag[] = [
      ["max-peers", 50],
      ["--http.port", 1],
      ["--dev"],
      ["--a b", 1],
      ["--max-peers", 1],
      ["--max-peers", 2],
    ];
    const run = () => renderCommand(CLIENTS.reth, context, extra, "test/eth-0");
    expect(run).toThrow(/test\/eth-0: a flag for Reth has an odd name[\s\S]*max-peers/);
    expect(run).toThrow(/given --http.port twice/);
    expect(run).toThrow(/may not be given --dev: it leaves the network/);
    expect(run).toThrow(/"--a b"/);
    expect(run).toThrow(/given --max-peers twice/);
  });

  test("a switch stands alone and a value is joined", () => {
    expect(renderFlag(["--http"])).toBe("--http");
    expect(renderFlag(["--logfile-max-number", 0])).toBe("--logfile-max-number=0");
  });
});
