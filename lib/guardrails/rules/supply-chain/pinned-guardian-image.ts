import { REFERENCE } from "../../../truth/terraform-text";
import { exampleContainer, examplePod } from "../../example";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { imageVersion } from "./image-version";

/** Kinds of workload that hold keys and secrets or stand in front of them, in the words of the vocabulary. */
const GUARDIANS: readonly string[] = ["signer", "validator", "secret-server", "spend-guard"];

export const pinnedGuardianImage = guardrail({
  id: "supply-chain/pinned-guardian-image",
  title: "What holds keys or secrets, or decides what is signed, runs from an image that is named by its digest",
  severity: "high",
  why: "Who can move a tag in the registry puts a program of his own beside the keys, at the next restart.",
  fix: "add the digest to the image; npx palisade images lock writes digests down",
  controls: { soc2: ["CC6.8", "CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_K8S_43"],
  subject: "container",
  check: ({ pod, image }) => {
    const kind = recognise(pod)?.kind;
    if (image === undefined || !GUARDIANS.includes(String(kind))) return undefined;
    const { hasDigest, tag } = imageVersion(image);
    if (hasDigest) return PASS;
    return tag === REFERENCE ? unknown(["image"]) : fail(["image"], "an image with its digest", image);
  },
  examples: () => {
    const digest = `@sha256:${"0".repeat(64)}`;
    const labelled = (kind: string, image: string) =>
      examplePod(`${kind} ${image}`, { containers: [{ name: "main", image }] }, { "palisade.dev/kind": kind });
    return {
      pass: [
        exampleContainer("a signer by its image", { image: `consensys/web3signer:26.7.0${digest}` }),
        labelled("validator", `registry.example.org/app${digest}`),
      ],
      fail: [
        exampleContainer("a signer by its image", { image: "consensys/web3signer:26.7.0" }),
        ...GUARDIANS.map((kind) => labelled(kind, "registry.example.org/app:1.2.3")),
      ],
      unknown: [labelled("signer", "$" + "{var.image}")],
      notApplicable: [
        examplePod("a signer without an image", { containers: [{ name: "main" }] }, { "palisade.dev/kind": "signer" }),
        labelled("rpc-gateway", "registry.example.org/app:1.2.3"),
        exampleContainer("anything", {}),
      ],
    };
  },
});
