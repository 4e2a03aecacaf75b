import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const keyManager = guardrail({
  id: "chain/key-manager",
  title: "No key manager answers beyond its own pod",
  severity: "high",
  why: "Whoever reaches it with its token adds keys, takes them away with their history, or sends the tips elsewhere.",
  fix: "turn the key manager off, or keep it at the loopback address; a RemoteSigner has none",
  source: "documentation of Web3Signer (best practices for keys), Lighthouse, Teku, Nimbus and Lodestar",
  subject: "container",
  check: (container) => judgeOptions(container, "key-manager"),
  examples: () => ({
    pass: [
      exampleProgram("a signer without", IMAGES.web3signer, ["eth2", "--key-manager-api-enabled=false"]),
      exampleProgram("a validator client without", IMAGES.lighthouse, ["vc"]),
      exampleProgram("one that only its pod reaches", IMAGES.lighthouse, ["vc", "--http"]),
      exampleProgram("the same by address", IMAGES.nimbus, ["--keymanager", "--keymanager-address=127.0.0.1"]),
    ],
    fail: [
      exampleProgram("a signer with one", IMAGES.web3signer, ["eth2", "--key-manager-api-enabled"]),
      exampleProgram("the same by its other name", IMAGES.web3signer, ["eth2", "--enable-key-manager-api=true"]),
      exampleProgram("a validator client with one", IMAGES.lighthouse, ["vc", "--http", "--http-address", "0.0.0.0"]),
      exampleProgram("Teku with one", IMAGES.teku, [
        "vc",
        "--validator-api-enabled=true",
        "--validator-api-interface=0.0.0.0",
      ]),
    ],
    unknown: [
      exampleProgram("a value from elsewhere", IMAGES.web3signer, ["eth2", "--key-manager-api-enabled=$" + "{var.on}"]),
      exampleProgram("an address in a file", IMAGES.teku, [
        "vc",
        "--validator-api-enabled=true",
        "--config-file=/etc/teku.yaml",
      ]),
    ],
    notApplicable: [exampleProgram("a beacon node", IMAGES.lighthouse, ["bn", "--http", "--http-address=0.0.0.0"])],
  }),
});
