import fc from "fast-check";
import { CLIENTS, SIGNERS } from "../../../../lib/catalogue";
import { FLAG_LISTS, flagList } from "../../../../lib/catalogue/clients/flag-list";
import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { examine, GETH, LIGHTHOUSE, messages, messagesOf, RETH, SOURCE, stackWith } from "./client-flags-fixture";

describe("what is right is accepted", () => {
  test.each([
    ["a switch that says true or false", "--discovery.v5=false"],
    ["a switch that says it as Go reads it", "--discovery.v5=T"],
    ["a flag that stands twice, the last of which counts", "--http.port=1", "-http.port=2"],
    ["another name of a flag", "--discv4"],
    ["a flag with one dash", "-http.port=8545"],
    ["a list that stands twice", "--beacon.api=a", "--beacon.api=b"],
    ["a value that is known in the cluster alone", "--syncmode=$(MODE)"],
    ["a value that is known after the apply alone", `--syncmode=\${var.mode}`],
  ])("%s", (_, ...args) => {
    expect(messages(...args)).toEqual([]);
  });

  test("values that stand apart, and words before and after the subcommand", () => {
    const args = ["reth", "--color", "never", "node", "--http", "--http.api", "eth,net", "-vvv", "--full"];
    expect(messagesOf({ image: RETH, command: args })).toEqual([]);
    expect(messagesOf({ image: LIGHTHOUSE, command: ["lighthouse", "beacon_node", "--http-port", "5052"] })).toEqual(
      [],
    );
  });

  test("a flag that stands twice stops other clients", () => {
    expect(messagesOf({ image: RETH, command: ["reth", "node", "--port=1", "--port=2"] })).toEqual([
      expect.stringContaining("reth v2.5.1 is given --port twice"),
    ]);
  });

  test("a list with spaces", () => {
    expect(messagesOf({ image: RETH, command: ["reth", "node", "--http.api=eth, net"] })).toEqual([]);
  });

  test("one closed set of values, item by item", () => {
    const [message] = messagesOf({ image: RETH, command: ["/usr/local/bin/reth", "node", "--http.api=eth,personal"] });
    expect(message).toContain('reth v2.5.1 does not know the value "personal" of --http.api');
  });
});

describe("what is none of its business is left alone", () => {
  test.each<[string, JsonRecord]>([
    ["another program", { image: "registry.example.org/web:1.2.3", args: ["--nousb"] }],
    ["a shell", { image: GETH, command: ["/bin/sh", "-c", "geth --nousb"] }],
    ["another subcommand", { image: GETH, args: ["init", "--nousb", "genesis.json"] }],
    ["another subcommand of reth", { image: RETH, args: ["db", "--nonsense"] }],
    ["a command that is not known yet", { image: GETH, args: [`\${var.command}`, "--nousb"] }],
    ["a flag whose name is not known yet", { image: GETH, args: [`--http.\${var.flag}`, "--nousb"] }],
    ["no words at all", { image: GETH }],
    ["no image", { args: ["--nousb"] }],
  ])("%s", (_, container) => {
    const { problems, warnings, facts } = examine(stackWith(container));
    expect([problems, warnings, facts]).toEqual([[], [], []]);
  });
});

describe("which release runs", () => {
  const args = ["--mainnet", "--nousb"];

  test("a digest beside the tag changes nothing", () => {
    expect(messagesOf({ image: `docker.io/${GETH}@sha256:${"0".repeat(64)}`, args })).toHaveLength(1);
  });

  test("another release than the pinned one is warned of: its flags were not read", () => {
    const { problems, warnings } = examine(stackWith({ image: "ethereum/client-go:v1.17.10", args: ["--maxpears=5"] }));
    expect(problems).toEqual([]);
    expect(warnings.map(formatProblem)).toEqual([
      [
        "test/eth-0 client --maxpears: geth has no flag --maxpears in v1.17.8, the newest release whose flags were read; v1.17.10 runs",
        '  got: "--maxpears=5"',
        "  allowed: --maxpeers, --maxpendpeers, --cache",
        '  do this: correct the name, or say vouchFor(resource, ["--maxpears"]) when v1.17.10 has it; v1.17.10 runs, so check it there',
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });
});

describe("what somebody answers for", () => {
  test("is not refused and counts as unchecked", () => {
    const own = { palisade: { ownFlags: { client: ["--newer"] } } };
    const { problems, facts } = examine(stackWith({ image: GETH, args: ["--newer=1", "--mainnet"] }, own));
    expect(problems).toEqual([]);
    expect(facts).toEqual([
      { kind: "client flag", of: "geth v1.17.8", name: "--newer", checked: false },
      { kind: "client flag", of: "geth v1.17.8", name: "--mainnet", checked: true },
    ]);
  });
});

describe("one image with two modes", () => {
  const image = `${SIGNERS["web3signer-eth2"].image.repository}:${SIGNERS["web3signer-eth2"].image.tag}`;

  test("has the flags of the mode that its subcommand chooses", () => {
    const wrong = ["--http-listen-port=9000", "eth1", "--slashing-protection-enabled=true", "--chain-id=1"];
    const { problems, facts, warnings } = examine(stackWith({ image, args: wrong }));
    // The list is of an earlier release than the one that is pinned.
    expect([...problems, ...warnings].map(({ what }) => what)).toEqual([
      expect.stringContaining("web3signer has no flag --slashing-protection-enabled in 26.4.2"),
    ]);
    expect(facts.map(({ name }) => name)).toContain("--chain-id");
    expect(examine(stackWith({ image, args: ["eth2", "--slashing-protection-enabled=true"] })).problems).toEqual([]);
  });
});

describe("variables", () => {
  test("that the program reads as flags are warned of", () => {
    const env = [
      { name: "GETH_HTTP_API", value: "admin" },
      { name: "GOMEMLIMIT", value: "1GiB" },
    ];
    const { problems, warnings } = examine(stackWith({ image: GETH, args: ["--mainnet"], env }));
    expect(problems).toEqual([]);
    expect(warnings.map(formatProblem)).toEqual([
      [
        "test/eth-0 client: geth v1.17.8 reads the environment variable GETH_HTTP_API as --http.api, where nobody looks for it",
        '  got: "GETH_HTTP_API"',
        "  do this: write --http.api on the command line, or rename the variable",
        `  source: ${SOURCE}`,
      ].join("\n"),
    ]);
  });
});

describe("any words", () => {
  test("are judged without an exception, and known flags by themselves never refused", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("--", "-", "=", "--=", "-=x", "--http="))), (args) => {
        examine(stackWith({ image: GETH, args }));
      }),
    );
    for (const name of FLAG_LISTS) {
      const list = flagList(name);
      const client = [...Object.values(CLIENTS), ...Object.values(SIGNERS)].find(({ flagList: used }) => used === name);
      const mode = client !== undefined && "subcommand" in client ? [client.subcommand] : [];
      for (const [flag, { takes, form, values = [form === "duration" ? "1s" : "1"] }] of Object.entries(list.flags)) {
        if (Object.hasOwn(list.deprecated, flag)) continue;
        const word = takes === "none" ? flag : `${flag}=${values[0]}`;
        const command = [...(client?.command ?? []), ...mode, word];
        const { problems, facts } = examine(
          stackWith({ image: `${client?.image.repository}:${client?.image.tag}`, command }),
        );
        expect(problems).toEqual([]);
        expect(facts).toEqual([
          { kind: "client flag", of: `${list.program} ${list.version}`, name: flag, checked: true },
        ]);
      }
    }
  });

  test("a release that is not stated is named so", () => {
    const { warnings } = examine(stackWith({ image: "ethereum/client-go", args: ["--port"] }));
    expect(warnings.map(({ doThis }) => doThis)).toEqual([
      "give it a value; the image does not say which release runs, so check it there",
    ]);
  });

  test("objects of any shape are passed over", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const stack: JsonRecord = { resource: { kubernetes_deployment_v1: { a: value, b: { spec: value } } } };
        examine(stack);
        examine(stackWith({ image: GETH, args: value, env: value }));
      }),
    );
  });
});
