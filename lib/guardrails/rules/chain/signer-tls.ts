import { exampleObjects } from "../../example";
import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import type { ContainerView } from "../../subjects/container-view";
import { type Judgement, unknown } from "../../verdict";
import { exampleProgram, exampleSet, IMAGES } from "./examples";

export const signerTls = guardrail({
  id: "chain/signer-tls",
  title: "A signer that is reached over the network speaks TLS and asks for certificates",
  severity: "high",
  why: "Without certificates everything that gets an address in the network may ask it to sign.",
  fix: "give it --tls-keystore-file and --tls-known-clients-file; a RemoteSigner always has both",
  source: "Web3Signer, command line options and best practices for keys",
  subject: "container",
  check: (container) => judgeOptions(container, "signer-tls").map((judgement) => behindMesh(container, judgement)),
  examples: () => ({
    pass: [
      exampleProgram("a certificate", IMAGES.web3signer, [
        "--http-listen-host=0.0.0.0",
        "--tls-keystore-file=/tls/it.p12",
        "eth2",
      ]),
      exampleProgram("a signer that only its pod reaches", IMAGES.web3signer, ["eth2"]),
    ],
    fail: [
      exampleProgram("no certificate", IMAGES.web3signer, ["--http-listen-host=0.0.0.0", "eth2"]),
      exampleProgram("no certificate for transactions", IMAGES.web3signer, ["--http-listen-host", "0.0.0.0", "eth1"]),
    ],
    unknown: [
      exampleProgram("options in a file", IMAGES.web3signer, ["--config-file=/etc/w.yaml", "eth2"]),
      exampleObjects(
        "a mesh that may do it",
        exampleSet(
          { image: IMAGES.web3signer, args: ["--http-listen-host=0.0.0.0", "eth2"] },
          {},
          {},
          { "sidecar.istio.io/inject": "true" },
        ),
      ),
      exampleObjects(
        "a sidecar that may do it",
        exampleSet(
          { image: IMAGES.web3signer, args: ["--http-listen-host=0.0.0.0", "eth2"] },
          {},
          { initContainers: [{ name: "linkerd-proxy", image: "cr.l5d.io/linkerd/proxy:edge-26.8.3" }] },
        ),
      ),
    ],
    notApplicable: [exampleProgram("a signer that has nothing else", IMAGES.dirk, [])],
  }),
});

const MESHES = /^(sidecar\.istio\.io\/|linkerd\.io\/inject)/;
const PROXIES = /^(istio-proxy|linkerd-proxy)$/;

/** A mesh may ask for the certificates instead. */
function behindMesh({ pod }: ContainerView, judgement: Judgement): Judgement {
  if (judgement.verdict !== "fail") return judgement;
  const isMeshed =
    Object.keys({ ...pod.annotations, ...pod.labels }).some((name) => MESHES.test(name)) ||
    pod.containers.some(({ name }) => PROXIES.test(name));
  return isMeshed
    ? unknown(judgement.at, "a service mesh stands in front, and whether it asks is not seen")
    : judgement;
}
