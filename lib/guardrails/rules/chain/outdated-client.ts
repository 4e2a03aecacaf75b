import { splitImage } from "../../../images/image-name";
import { wordsOf } from "../../command-line";
import { guessOf, programOfImage } from "../../recognise";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleProgram, IMAGES } from "./examples";

export const outdatedClient = guardrail({
  id: "chain/outdated-client",
  title: "No client runs a release that its own project has called back",
  severity: "high",
  why: "Such a release follows a chain that others have left, or has a fault that is public.",
  fix: "take the release that the catalogue pins, or a newer one",
  source: "release notes of Lighthouse v8.3.1, AvalancheGo v1.15.0, nearcore 2.13.4; end of support of op-geth",
  subject: "container",
  check: (container) => {
    const { image } = container;
    const floors = guessOf(container)?.program.floors;
    if (floors === undefined || image === undefined) return undefined;
    // Whoever builds an image gives it tags of his own.
    const isReleased = programOfImage(image, () => wordsOf(container)) !== undefined;
    if (!isReleased) return unknown(["image"], "the image is not the project's own, and its tag may be no release");
    const tag = splitImage(image)?.tag;
    return floors.map(({ version, because }): Judgement => {
      if (version === undefined) return fail(["image"], `another client: ${because}`, image);
      const isBefore = tag === undefined ? undefined : comesBefore(tag, version);
      if (isBefore === undefined) return unknown(["image"], "the image says no release");
      return isBefore ? fail(["image"], `${version} or newer: ${because}`, image) : PASS;
    });
  },
  examples: () => ({
    pass: [
      exampleProgram("the first that is mended", "sigp/lighthouse:v8.3.1", ["bn"]),
      exampleProgram("a newer one", IMAGES.lighthouse, ["vc"]),
      exampleProgram("a newer second part", "avaplatform/avalanchego:v1.16.0", []),
      exampleProgram("a newer first part", "nearprotocol/nearcore:3.0.0", []),
      exampleProgram("one with a word behind it", "sigp/lighthouse:v8.3.3-modern", ["bn"]),
    ],
    fail: [
      exampleProgram("an older third part", "sigp/lighthouse:v8.3.0", ["bn"]),
      exampleProgram("an older second part", "avaplatform/avalanchego:v1.9.9", []),
      exampleProgram("an older first part", "nearprotocol/nearcore:1.99.99", []),
      exampleProgram(
        "one that has no successor",
        "us-docker.pkg.dev/oplabs-tools-artifacts/images/op-geth:v1.101.0",
        [],
      ),
    ],
    unknown: [
      exampleProgram("an image of one's own", "registry.example.org/lighthouse:1.0.0", ["lighthouse", "vc"]),
      exampleProgram("a word for a release", "sigp/lighthouse:latest", ["bn"]),
      exampleProgram("a digest alone", `sigp/lighthouse@sha256:${"a".repeat(64)}`, ["bn"]),
    ],
    notApplicable: [exampleProgram("a client that nothing is known of", IMAGES.geth, [])],
  }),
});

/** Whether the release of a tag comes before another. Undefined where the tag says none. */
function comesBefore(tag: string, version: string): boolean | undefined {
  const [, numbers] = /(?:^|[^0-9])(\d+\.\d+\.\d+)/.exec(tag) ?? [];
  return numbers === undefined ? undefined : numbers.localeCompare(version, "en", { numeric: true }) < 0;
}
