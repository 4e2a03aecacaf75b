import { exampleObjects } from "../../example";
import { judgeOptions, optionsOf } from "../../judge-options";
import { programOf } from "../../recognise";
import { guardrail } from "../../rule";
import type { ContainerView } from "../../subjects/container-view";
import type { Judgement } from "../../verdict";
import { PASS, unknown } from "../../verdict";
import { exampleProgram, exampleSet, IMAGES, named, SHARED_DATABASE } from "./examples";
import { sharingOf, signingOf } from "./signing";

export const slashingProtection = guardrail({
  id: "chain/slashing-protection",
  title: "Whatever signs for a validator remembers what it signed",
  severity: "critical",
  why: "Without that memory a restart, a second instance or a wrong beacon node makes it sign twice, and the validator is slashed and put out.",
  fix: "remove the option; a RemoteSigner keeps a database of its own, and no option of it turns that off",
  source: "documentation of Web3Signer, Lighthouse (slashing protection) and Teku (validator client options)",
  subject: "container",
  check: (container) => judgeOptions(container, "slashing-protection").map((each) => milder(container, each)),
  examples: () => ({
    pass: [
      exampleProgram("a signer with its database", IMAGES.web3signer, ["eth2", SHARED_DATABASE]),
      exampleProgram("one that says so", IMAGES.web3signer, ["eth2", "--slashing-protection-enabled=true"]),
      exampleProgram("a validator client as it is", IMAGES.lighthouse, ["vc"]),
      exampleObjects(
        "one that leaves it to a signer with a database",
        exampleSet({ image: IMAGES.lighthouse, args: ["vc", "--disable-slashing-protection-web3signer"] }),
        named("signer", exampleSet({ image: IMAGES.web3signer, args: ["eth2", SHARED_DATABASE] })),
      ),
      exampleObjects(
        "the same, and another option that is off",
        exampleSet({
          image: IMAGES.lighthouse,
          args: ["vc", "--disable-slashing-protection-web3signer", "--init-slashing-protection=false"],
        }),
        named("signer", exampleSet({ image: IMAGES.web3signer, args: ["eth2", SHARED_DATABASE] })),
      ),
      exampleProgram("locks off in a cluster of distributed validators", IMAGES.teku, [
        "validator-client",
        "--validators-keystore-locking-enabled=false",
        "--Xobol-dvt-integration-enabled=true",
      ]),
    ],
    fail: [
      exampleProgram("a signer without", IMAGES.web3signer, ["eth2", "--slashing-protection-enabled=false"]),
      exampleProgram("the same in two words", IMAGES.web3signer, ["eth2", "--slashing-protection-enabled", "false"]),
      exampleProgram("the same from a mirror", "mirror.example.org/hub/consensys/web3signer:26.7.0", [
        "eth2",
        "--slashing-protection-enabled=false",
      ]),
      exampleProgram("the same in a variable", IMAGES.web3signer, ["eth2"], {
        env: [{ name: "WEB3SIGNER_ETH2_SLASHING_PROTECTION_ENABLED", value: "false" }],
      }),
      exampleProgram("the same in a script", IMAGES.web3signer, undefined, {
        command: ["/bin/sh", "-c", "exec web3signer eth2 --slashing-protection-enabled='false'"],
      }),
      exampleProgram("a new database at every start", IMAGES.lighthouse, ["vc", "--init-slashing-protection"]),
      exampleProgram("locks off", IMAGES.teku, ["validator-client", "--validators-keystore-locking-enabled=false"]),
      exampleObjects(
        "a new database, whatever the signer has",
        exampleSet({ image: IMAGES.lighthouse, args: ["vc", "--init-slashing-protection"] }),
        named("signer", exampleSet({ image: IMAGES.web3signer, args: ["eth2", SHARED_DATABASE] })),
      ),
    ],
    unknown: [
      exampleProgram("a value from elsewhere", IMAGES.web3signer, [
        "eth2",
        "--slashing-protection-enabled=$" + "{var.on}",
      ]),
      exampleProgram("one that leaves it to a signer that is not seen", IMAGES.teku, [
        "validator-client",
        "--validators-external-signer-slashing-protection-enabled=false",
      ]),
      exampleObjects(
        "one that leaves it to a signer without a database",
        exampleSet({ image: IMAGES.lighthouse, args: ["vc", "--disable-slashing-protection-web3signer"] }),
        named("signer", exampleSet({ image: IMAGES.dirk })),
      ),
    ],
    notApplicable: [
      exampleProgram("a beacon node", IMAGES.lighthouse, ["bn"]),
      exampleProgram("a signer of transactions", IMAGES.web3signer, ["eth1"]),
      exampleObjects(
        "a container before the others",
        exampleSet(
          { image: "registry.example.org/app:1.2.3" },
          {},
          {
            initContainers: [
              { name: "first", image: IMAGES.web3signer, args: ["eth2", "--slashing-protection-enabled=false"] },
            ],
          },
        ),
      ),
    ],
  }),
});

/** A client may leave the protection to a signer that keeps a database. */
function milder(container: ContainerView, judgement: Judgement): Judgement {
  if (judgement.verdict !== "fail" || !leavesItToSigner(container)) return judgement;
  const { stack } = container.pod.object.resource;
  const isProtected = stack.pods.some((pod) => {
    const signing = signingOf(pod);
    return signing?.kind === "signer" && sharingOf(signing) === "shared";
  });
  return isProtected ? PASS : unknown(judgement.at, "whether its signer keeps a database is not seen in this stack");
}

/** Whether nothing but such options take its protection away. */
function leavesItToSigner(container: ContainerView): boolean {
  const program = programOf(container);
  const options = (program?.options ?? []).filter(({ concern }) => concern === "slashing-protection");
  return options.every(
    ({ names, isRightWithProtectedSigner, isWrong }) =>
      program !== undefined &&
      (isRightWithProtectedSigner === true ||
        !optionsOf(container, program, names).some(({ value }) => value !== undefined && isWrong?.(value))),
  );
}
