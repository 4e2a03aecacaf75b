import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const adminApi = guardrail({
  id: "chain/admin-api",
  title: "No node answers to administration beyond its own pod",
  severity: "high",
  why: "Whoever reaches such a port stops or unwinds the node, reads its memory, or signs with the accounts that are unlocked in it.",
  fix: "list only eth, net and web3, and run administration from inside of the pod; a ChainNode does",
  source:
    "documentation of go-ethereum, Reth, Nethermind, Besu, CometBFT, AvalancheGo and the Polkadot SDK on their RPC",
  subject: "container",
  check: (container) => judgeOptions(container, "admin-api"),
  examples: () => ({
    pass: [
      exampleProgram("three plain parts", IMAGES.geth, ["--http", "--http.addr=0.0.0.0", "--http.api=eth,net,web3"]),
      exampleProgram("administration inside of the pod", IMAGES.geth, ["--http", "--http.api=eth,admin"]),
      exampleProgram("the same by address", IMAGES.geth, ["--ws.addr=127.0.0.1", "--ws.api=eth,debug"]),
      exampleProgram("safe calls for everyone", "parity/polkadot:stable2603-1", [
        "--rpc-external",
        "--rpc-methods=Safe",
      ]),
    ],
    fail: [
      exampleProgram("an image of one's own, by its name and its word", "registry.example.org/reth:2", [
        "reth",
        "--http.addr=0.0.0.0",
        "--http.api=admin",
      ]),
      exampleProgram("administration for everyone", IMAGES.geth, ["--http.addr=0.0.0.0", "--http.api=eth,admin"]),
      exampleProgram("debugging over WebSocket", IMAGES.geth, ["--ws.addr", "0.0.0.0", "--ws.api", "eth,debug"]),
      exampleProgram("accounts that are unlocked", IMAGES.geth, ["--allow-insecure-unlock"]),
      exampleProgram("unsafe calls of CometBFT", IMAGES.gaia, ["start", "--rpc.unsafe"]),
      exampleProgram("unsafe calls of Polkadot", "parity/polkadot:stable2603-1", [
        "--unsafe-rpc-external",
        "--rpc-methods=Unsafe",
      ]),
      exampleProgram("in capitals, as Besu writes it", "hyperledger/besu:26.11.0", [
        "--rpc-http-host=0.0.0.0",
        "--rpc-http-api=ETH,ADMIN",
      ]),
      exampleProgram("administration of Avalanche", "avaplatform/avalanchego:v1.15.3", [
        "--http-host=0.0.0.0",
        "--api-admin-enabled=true",
      ]),
    ],
    unknown: [
      exampleProgram("an image of one's own, by its word alone", "registry.example.org/exec:2", [
        "reth",
        "--http.addr=0.0.0.0",
        "--http.api=admin",
      ]),
      exampleProgram("a list from elsewhere", IMAGES.geth, ["--http.addr=0.0.0.0", "--http.api=$" + "{var.api}"]),
      exampleProgram("an address from elsewhere", IMAGES.geth, ["--http.addr=$" + "{var.address}", "--http.api=admin"]),
    ],
    notApplicable: [
      exampleProgram("another program", "registry.example.org/app:1.2.3", ["--http.addr=0.0.0.0", "--http.api=admin"]),
    ],
  }),
});
