import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const engineSecret = guardrail({
  id: "chain/engine-secret",
  title: "The engine API asks for its secret, and the secret stands on no command line",
  severity: "critical",
  why: "Whoever speaks to the engine API without being asked decides which chain the node follows.",
  fix: "give both clients the same file; a ChainNode makes one in each pod that leaves it never",
  source: "documentation of Besu (--engine-jwt-disabled), Nethermind (IJsonRpcConfig) and Lighthouse (bn --help)",
  subject: "container",
  check: (container) => judgeOptions(container, "engine-secret"),
  examples: () => ({
    pass: [
      exampleProgram("Besu as it is", "hyperledger/besu:26.11.0", ["--engine-jwt-secret=/engine/jwt.hex"]),
      exampleProgram("Besu that says no", "hyperledger/besu:26.11.0", ["--engine-jwt-disabled=false"]),
      exampleProgram("a file", IMAGES.lighthouse, ["bn", "--execution-jwt=/engine/jwt.hex"]),
    ],
    fail: [
      exampleProgram("Besu without it", "hyperledger/besu:26.11.0", ["--engine-jwt-disabled"]),
      exampleProgram("Nethermind without it", "nethermind/nethermind:2.2.2", [
        "--JsonRpc.UnsecureDevNoRpcAuthentication",
        "true",
      ]),
      exampleProgram("the secret itself", IMAGES.lighthouse, ["bn", "--execution-jwt-secret-key", "0x00"]),
    ],
    unknown: [
      exampleProgram("a value from elsewhere", "hyperledger/besu:26.11.0", ["--engine-jwt-disabled=$" + "{var.off}"]),
    ],
    notApplicable: [exampleProgram("a client that has no such option", IMAGES.geth, ["--authrpc.port=8551"])],
  }),
});
