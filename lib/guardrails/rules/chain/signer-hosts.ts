import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const signerHosts = guardrail({
  id: "chain/signer-hosts",
  title: "A signer answers only to the names by which its clients call it",
  severity: "medium",
  why: "With every name allowed, a page in a browser inside of the network can reach the signer under a name of its own.",
  fix: "name the hosts in --http-host-allowlist; a RemoteSigner names its Service",
  source: "Web3Signer, command line options (--http-host-allowlist)",
  subject: "container",
  check: (container) => judgeOptions(container, "signer-hosts"),
  examples: () => ({
    pass: [
      exampleProgram("the name of its Service", IMAGES.web3signer, ["--http-host-allowlist=signer.keys", "eth2"]),
      exampleProgram("its default, which is its own host", IMAGES.web3signer, ["eth2"]),
    ],
    fail: [
      exampleProgram("every name", IMAGES.web3signer, ["--http-host-allowlist=*", "eth2"]),
      exampleProgram("every name beside one", IMAGES.web3signer, ["--http-host-allowlist", "a,*", "eth1"]),
    ],
    unknown: [
      exampleProgram("a list from elsewhere", IMAGES.web3signer, ["--http-host-allowlist=$" + "{var.a}", "eth2"]),
    ],
    notApplicable: [exampleProgram("another signer", IMAGES.dirk, ["--http-host-allowlist=*"])],
  }),
});
