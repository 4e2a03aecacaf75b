import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const nodeKey = guardrail({
  id: "chain/node-key",
  title: "No node's key for its peers stands on a command line",
  severity: "medium",
  why: "It is in the state and in every list of processes, and whoever has it takes the node's place among its peers.",
  fix: "give the client a file from a secret, or let it make its own; a ChainNode keeps it on its volume",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "command line references of go-ethereum, Reth and the Polkadot SDK",
  subject: "container",
  check: (container) => judgeOptions(container, "node-key"),
  examples: () => ({
    pass: [exampleProgram("a file", IMAGES.geth, ["--nodekey=/keys/node"])],
    fail: [
      exampleProgram("the key of Geth", IMAGES.geth, ["--nodekeyhex=00"]),
      exampleProgram("the key of Reth", "ghcr.io/paradigmxyz/reth:v2.10.1", ["node", "--p2p-secret-key-hex", "00"]),
    ],
    unknown: [exampleProgram("a key from elsewhere", IMAGES.geth, ["--nodekeyhex=$" + "{var.key}"])],
    notApplicable: [exampleProgram("another program", IMAGES.dirk, ["--nodekeyhex=00"])],
  }),
});
