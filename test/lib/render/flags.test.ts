import { CLIENTS, type ClientSpec, type Flag, type FlagContext } from "../../../lib/catalogue";
import { flagList, flagsByName } from "../../../lib/catalogue/clients/flag-list";
import { type ExtraFlags, renderCommand, renderFlag } from "../../../lib/render/flags";
import { flagProblems } from "../../../lib/truth/clients/flag-check";
import { thrownMessage } from "../../support/thrown-message";

const clients: readonly ClientSpec[] = Object.values(CLIENTS);

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

describe("flags of the catalogue", () => {
  test.each(rows)(
    "every flag of $client.name on $network is one that it takes, in this form",
    ({ client, network }) => {
      const {
        engine: _engine,
        announcedAddress: _address,
        checkpointSyncUrl: _url,
        ...bare
      } = contextFor(client, network);
      for (const context of [contextFor(client, network), bare]) {
        const given = client
          .flags(context)
          .map(([name, value]) => (value === undefined ? { name } : { name, value: String(value) }));
        const list = flagList(client.flagList);
        expect(flagProblems(given, { list, release: list.version, where: client.name })).toEqual([]);
      }
    },
  );

  test.each(clients)("every flag that $name refuses exists, so that the refusal is not a misspelling", (client) => {
    const known = flagsByName(flagList(client.flagList));
    expect(Object.keys(client.refusedFlags).filter((name) => !known.has(name))).toEqual([]);
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

describe("geth", () => {
  const command = renderCommand(CLIENTS.geth, contextFor(CLIENTS.geth, "hoodi"));

  test("names its network by a switch, since it has no flag with the network as its value", () => {
    expect(command.slice(0, 3)).toEqual(["/usr/local/bin/geth", "--hoodi", "--datadir=/data"]);
  });

  test("takes engine orders on the loopback address alone, with the secret of the pod, and from no other name", () => {
    expect(command).toContain("--authrpc.addr=127.0.0.1");
    expect(command).toContain("--authrpc.jwtsecret=/engine/jwt.hex");
    expect(command.filter((part) => part.startsWith("--authrpc.vhosts"))).toEqual([]);
    const { engine: _, ...alone } = contextFor(CLIENTS.geth, "hoodi");
    expect(renderCommand(CLIENTS.geth, alone)).toContain("--authrpc.addr=127.0.0.1");
  });

  test("offers no method that stops or unwinds a node", () => {
    const apis = command.filter((part) => /^--(http|ws)\.api=/.test(part));
    expect(apis).toEqual(["--http.api=eth,net,web3", "--ws.api=eth,net,web3"]);
  });

  test("answers to the name of its Service, which it would not by itself", () => {
    expect(command).toContain("--http.vhosts=*");
  });

  test("announces the ports and the address it was given", () => {
    expect(command).toEqual(
      expect.arrayContaining(["--port=31000", "--discovery.port=31000", "--nat=extip:203.0.113.7"]),
    );
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
    expect(renderCommand(CLIENTS.reth, context, { flags: [["--max-peers", 50]] }).at(-1)).toBe("--max-peers=50");
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
    const run = () => renderCommand(CLIENTS.reth, context, { flags: extra }, "test/eth-0");
    expect(run).toThrow(/test\/eth-0: a flag for Reth has an odd name[\s\S]*max-peers/);
    expect(run).toThrow(/given --http.port twice/);
    expect(run).toThrow(/may not be given --dev: it leaves the network/);
    expect(run).toThrow(/"--a b"/);
    expect(run).toThrow(/given --max-peers twice/);
  });

  const messageOf = (client: ClientSpec, extra: ExtraFlags) =>
    thrownMessage(() => renderCommand(client, contextFor(client, "mainnet"), extra, "prod-nodes/eth-0 geth"));

  test("refuses a flag that does not exist, with the closest ones", () => {
    expect(messageOf(CLIENTS.geth, { flags: [["--maxpears", 50]] })).toBe(
      [
        "prod-nodes/eth-0 geth --maxpears: geth v1.17.8 has no flag --maxpears",
        '  got: "--maxpears=50"',
        "  allowed: --maxpeers, --maxpendpeers, --cache",
        "  do this: correct the name, or remove the flag",
        `  source: ${flagList("geth").source}`,
      ].join("\n"),
    );
  });

  test("says that a list is of an earlier release, and how to answer for a newer flag", () => {
    expect(messageOf(CLIENTS.reth, { flags: [["--max-pears", 50]] })).toBe(
      [
        "prod-nodes/eth-0 geth --max-pears: reth has no flag --max-pears in v2.5.1, the newest release whose flags were read; v2.10.1 runs",
        '  got: "--max-pears=50"',
        "  allowed: --max-peers, --max-tx-reqs, --db.max-readers",
        "  do this: correct the name, or name it in options.execution.ownFlags when v2.10.1 has it",
        `  source: ${flagList("reth").source}`,
      ].join("\n"),
    );
    const owned = { flags: [["--new-in-2.10", 1]], owned: ["--new-in-2.10"] } satisfies ExtraFlags;
    expect(renderCommand(CLIENTS.reth, context, owned).at(-1)).toBe("--new-in-2.10=1");
  });

  test("refuses a flag that the client dropped last release, whoever answers for it", () => {
    const message = [
      "prod-nodes/eth-0 geth --holesky: geth has no flag --holesky any more: v1.17.5 had it, v1.17.8 has not",
      '  got: "--holesky"',
      "  do this: remove the flag: it would stop the start",
      `  source: ${flagList("geth").source}`,
    ].join("\n");
    expect(messageOf(CLIENTS.geth, { flags: [["--holesky"]] })).toBe(message);
    expect(messageOf(CLIENTS.geth, { flags: [["--holesky"]], owned: ["--holesky"] })).toBe(message);
  });

  test("refuses a flag that another one has replaced", () => {
    const dropped = { flags: [["--txlookuplimit", 0], ["--log.json"]] } satisfies ExtraFlags;
    expect(messageOf(CLIENTS.geth, dropped)).toBe(
      [
        "prod-nodes/eth-0 geth --txlookuplimit: geth has no flag --txlookuplimit any more: v1.17.3 had it, v1.17.4 has not",
        '  got: "--txlookuplimit=0"',
        "  allowed: --history.transactions",
        "  do this: use --history.transactions",
        `  source: ${flagList("geth").source}`,
        "",
        "prod-nodes/eth-0 geth --log.json: geth v1.17.8 still takes --log.json, but it is deprecated",
        '  got: "--log.json"',
        "  allowed: --log.format=json",
        "  do this: use --log.format=json",
        `  source: ${flagList("geth").source}`,
      ].join("\n"),
    );
  });

  test("refuses to answer for a flag that is known, and for one that nothing adds", () => {
    expect(messageOf(CLIENTS.geth, { flags: [["--maxpeers", 50]], owned: ["--maxpeers", "--unheard-of"] })).toBe(
      [
        "prod-nodes/eth-0 geth: ownFlags of Geth names --maxpeers, which geth v1.17.8 has",
        '  got: "--maxpeers"',
        "  allowed: flags that the list does not have",
        "  do this: remove it from ownFlags, so that its value is checked",
        `  source: ${flagList("geth").source}`,
        "",
        "prod-nodes/eth-0 geth: ownFlags of Geth names --unheard-of, which nothing adds",
        '  got: "--unheard-of"',
        "  allowed: --maxpeers",
        "  do this: remove it from ownFlags, or add it to extraFlags",
      ].join("\n"),
    );
  });

  test("leaves the flags of another release to the rehearsal, since nobody read them", () => {
    const extra = { flags: [["--new-in-2.11"]], release: "v2.11.0" } satisfies ExtraFlags;
    expect(renderCommand(CLIENTS.reth, context, extra).at(-1)).toBe("--new-in-2.11");
  });

  test("a switch stands alone and a value is joined", () => {
    expect(renderFlag(["--http"])).toBe("--http");
    expect(renderFlag(["--logfile-max-number", 0])).toBe("--logfile-max-number=0");
  });
});
