import { ImageRef } from "../../../constructs/core/image-ref";
import { ChainNode, type ChainNodeProps } from "../../../constructs/node";
import { flagList } from "../../../lib/catalogue/clients/flag-list";
import { type JsonRecord, recordAt } from "../../../lib/core/json";
import { examineStack } from "../../../lib/truth";
import { plainCluster } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { containerOf, props, synthNode } from "./chain-node-fixtures";

describe("what a user may say of a node", () => {
  test("ports, sizes, images, flags, a checkpoint and an address of their own", () => {
    const stack = synthNode({
      options: {
        execution: { firstPeerPort: 31000, storageGiB: 3000, extraFlags: [["--max-peers", 50]] },
        consensus: { image: ImageRef.parse("sigp/lighthouse:v8.3.2"), firstPeerPort: 31010 },
      },
      checkpointSyncUrl: "https://checkpoint.example.org",
      announcedAddress: "203.0.113.7",
      storageClassName: "fast",
    });
    expect(containerOf(stack, "reth").command).toEqual(
      expect.arrayContaining([
        "--port=31000",
        "--discovery.v5.port=31001",
        "--max-peers=50",
        "--nat=extip:203.0.113.7",
      ]),
    );
    expect(containerOf(stack, "lighthouse").image).toBe("sigp/lighthouse:v8.3.2");
    expect(containerOf(stack, "lighthouse").command).toEqual(
      expect.arrayContaining(["--port=31010", "--checkpoint-sync-url=https://checkpoint.example.org"]),
    );
    const [claim] = only(stack.resource["kubernetes_stateful_set_v1"]).spec.volume_claim_template;
    expect(claim.spec).toMatchObject({ storage_class_name: "fast", resources: { requests: { storage: "3000Gi" } } });
  });

  test("a flag that the list does not have is written down as theirs, and the stack is accepted", () => {
    const own = { extraFlags: [["--new-in-2.10", 1]], ownFlags: ["--new-in-2.10"] } as const;
    let written: JsonRecord = {};
    const stack = synthNode({ options: { execution: own } }, (_node, scope) => {
      written = JSON.parse(JSON.stringify(scope.toTerraform()));
    });
    expect(containerOf(stack, "reth").command.at(-1)).toBe("--new-in-2.10=1");
    const [set] = Object.values(recordAt(written, "resource", "kubernetes_stateful_set_v1"));
    expect(recordAt(set, "//", "palisade")).toEqual({ ownFlags: { reth: ["--new-in-2.10"] } });
    const { problems, facts } = examineStack(written);
    expect(problems).toEqual([]);
    expect(facts.filter(({ kind, checked }) => kind === "client flag" && !checked).map(({ name }) => name)).toEqual([
      "--new-in-2.10",
    ]);
    // Without the mark the examination refuses it.
    expect(examineStack(stack).problems.map(({ what }) => what)).toEqual([
      "reth has no flag --new-in-2.10 in v2.5.1, the newest release whose flags were read; v2.10.1 runs",
    ]);
  });

  test("two nodes of one cluster need peer ports of their own", () => {
    const pair = (second: Partial<ChainNodeProps>) => () =>
      synthStack((stack) => {
        new ChainNode(stack, "eth-0", props);
        new ChainNode(stack, "eth-1", { ...props, ...second });
      });
    expect(pair({})).toThrow(/test\/eth-1: peer port 30303 of Reth is already used by test\/eth-0/);
    expect(pair({})).toThrow(/peer port 30901 of Lighthouse/);
    expect(
      pair({ options: { execution: { firstPeerPort: 30310 }, consensus: { firstPeerPort: 30910 } } }),
    ).not.toThrow();
    expect(pair({ cluster: { ...plainCluster, clusterName: "other" } })).not.toThrow();
  });

  test("the same node may stand in two apps", () => {
    expect(() => [synthNode(), synthNode()]).not.toThrow();
  });
});

describe("bad input of a node", () => {
  test("is reported at once, with the construct path", () => {
    const run = () =>
      synthNode({
        options: {
          execution: { storageGiB: -1, firstPeerPort: 80, extraFlags: [["--dev"]] },
          consensus: { storageGiB: 1.5, firstPeerPort: 32767 },
        },
        checkpointSyncUrl: "http://user:key@checkpoint.example.org",
        announcedAddress: "example.org",
      });
    expect(run).toThrow(/test\/eth-0: the volume of Reth has no usable size\n {2}got: -1/);
    expect(run).toThrow(/the volume of Lighthouse has no usable size/);
    expect(run).toThrow(/Reth has peer ports that the nodes of a cluster cannot open/);
    expect(run).toThrow(/a first port from 30000 to 32766; it takes 2 in a row/);
    expect(run).toThrow(/may not be given --dev/);
    expect(run).toThrow(/checkpoint address/);
    expect(run).toThrow(/not an IPv4 address/);
  });

  test("a flag that the client does not have names the construct, the flag, the version and the closest names", () => {
    const options = { execution: { extraFlags: [["--max-pears", 50]] } } as const;
    expect(thrownMessage(() => synthNode({ options }))).toBe(
      [
        "test/eth-0 reth --max-pears: reth has no flag --max-pears in v2.5.1, the newest release whose flags were read; v2.10.1 runs",
        '  got: "--max-pears=50"',
        "  allowed: --max-peers, --max-tx-reqs, --db.max-readers",
        "  do this: correct the name, or name it in options.execution.ownFlags when v2.10.1 has it",
        `  source: ${flagList("reth").source}`,
      ].join("\n"),
    );
  });

  test("an unknown chain, network or client from outside names what there is", () => {
    const from = (text: string) => () =>
      synthStack((stack) => {
        new ChainNode(stack, "eth-0", { ...props, ...JSON.parse(text) });
      });
    expect(from('{"chain":"solana"}')).toThrow(/test\/eth-0: the catalogue has no such chain[\s\S]*allowed: ethereum/);
    expect(from('{"network":"goerli"}')).toThrow(/allowed: mainnet, hoodi, sepolia/);
    expect(from('{"clients":{"execution":"lighthouse","consensus":"lighthouse"}}')).toThrow(
      /cannot be the execution client[\s\S]*allowed: reth, geth/,
    );
  });

  test("names that Kubernetes does not take are refused", () => {
    expect(() => synthNode({ name: "Eth_0" })).toThrow(/a workload's name is not a name Kubernetes takes/);
  });

  test("wrong words do not compile", () => {
    // @ts-expect-error no such network
    const network: ChainNodeProps = { ...props, network: "goerli" };
    // @ts-expect-error lighthouse is no execution client
    const role: ChainNodeProps = { ...props, clients: { execution: "lighthouse", consensus: "lighthouse" } };
    // @ts-expect-error a node needs a consensus client
    const missing: ChainNodeProps = { ...props, clients: { execution: "reth" } };
    expect([network, role, missing]).toHaveLength(3);
  });
});
