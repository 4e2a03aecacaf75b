import { exampleObjects } from "../../example";
import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, exampleSet, IMAGES } from "./examples";

export const openOrigins = guardrail({
  id: "chain/open-origins",
  title: "No node lets web pages of every origin call it",
  severity: "medium",
  why: "Any page that somebody in the network opens can then call the node from that person's browser.",
  fix: "name the origins of your own pages at the gateway, and none at the node",
  source: "command line references of go-ethereum, Reth, Besu, Lighthouse, Teku and the Polkadot SDK on CORS",
  subject: "container",
  check: (container) => judgeOptions(container, "origins"),
  examples: () => ({
    pass: [
      exampleProgram("no origin", IMAGES.geth, ["--http", "--http.vhosts=*"]),
      exampleProgram("one of your own", IMAGES.geth, ["--http.corsdomain=https://app.example.org"]),
    ],
    fail: [
      exampleProgram("every origin", IMAGES.geth, ["--http.corsdomain=*"]),
      exampleProgram("every origin of WebSockets", IMAGES.geth, ["--ws.origins", "*"]),
      exampleProgram("every origin beside one", IMAGES.lighthouse, ["bn", "--http-allow-origin", "https://a,*"]),
      exampleProgram("every origin by its word", "parity/polkadot:stable2603-1", ["--rpc-cors=all"]),
      exampleProgram("every origin in a variable", IMAGES.geth, [], {
        env: [{ name: "GETH_HTTP_CORSDOMAIN", value: "*" }],
      }),
    ],
    unknown: [exampleProgram("an origin from elsewhere", IMAGES.geth, ["--http.corsdomain=$" + "{var.origin}"])],
    notApplicable: [exampleObjects("another program", exampleSet({ image: "it:1", args: ["--http.corsdomain=*"] }))],
  }),
});
