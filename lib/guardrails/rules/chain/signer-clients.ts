import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const signerClients = guardrail({
  id: "chain/signer-clients",
  title: "A signer signs for clients that it knows by their certificates",
  severity: "critical",
  why: "A signer that takes any client signs for whoever reaches its port, and the keys behind it might as well be there.",
  fix: "name the clients in --tls-known-clients-file; a RemoteSigner takes them from a secret, by SignerTls.fromSecrets",
  source: "Web3Signer, command line options and best practices for keys",
  subject: "container",
  check: (container) => judgeOptions(container, "signer-clients"),
  examples: () => ({
    pass: [
      exampleProgram("clients that are named", IMAGES.web3signer, ["--tls-known-clients-file=/tls/clients", "eth2"]),
      exampleProgram("one that says no", IMAGES.web3signer, ["--tls-allow-any-client=false", "eth1"]),
    ],
    fail: [
      exampleProgram("any client", IMAGES.web3signer, ["--tls-allow-any-client=true", "eth2"]),
      exampleProgram("any client for transactions", IMAGES.web3signer, ["--tls-allow-any-client", "--x", "eth1"]),
    ],
    unknown: [
      exampleProgram("a value from elsewhere", IMAGES.web3signer, ["--tls-allow-any-client=$" + "{var.any}", "eth2"]),
    ],
    notApplicable: [exampleProgram("another signer", IMAGES.dirk, ["--tls-allow-any-client=true"])],
  }),
});
