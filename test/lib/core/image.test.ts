import { PalisadeError } from "../../../lib/core/errors";
import { parseImage } from "../../../lib/core/image";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

function problemsOf(reference: string): readonly string[] {
  try {
    parseImage(reference, "here");
  } catch (error) {
    if (error instanceof PalisadeError) return error.problems.map(({ what }) => what);
    throw error;
  }
  return [];
}

describe("an image reference", () => {
  it.each([
    ["reth:v2.1.0", { repository: "reth", tag: "v2.1.0" }],
    ["ghcr.io/paradigmxyz/reth:v2.1.0", { repository: "ghcr.io/paradigmxyz/reth", tag: "v2.1.0" }],
    ["registry.example.org:5000/team/app:1.2.3", { repository: "registry.example.org:5000/team/app", tag: "1.2.3" }],
    [`registry.example.org:5000/app@${DIGEST}`, { repository: "registry.example.org:5000/app", digest: DIGEST }],
    [`app:1.2.3@${DIGEST}`, { repository: "app", tag: "1.2.3", digest: DIGEST }],
    ["app:2026-11-21", { repository: "app", tag: "2026-11-21" }],
    ["app:1.2.3-alpine", { repository: "app", tag: "1.2.3-alpine" }],
    ["a__b/c-d.e_f:1.0.0", { repository: "a__b/c-d.e_f", tag: "1.0.0" }],
  ])("is taken apart: %s", (reference, parts) => {
    expect(parseImage(reference)).toEqual(parts);
  });

  it.each(["app", "registry.example.org:5000/app", "registry.example.org/team/app"])(
    "is refused without a version: %s",
    (reference) =>
      expect(problemsOf(reference)).toEqual(["an image has neither a tag nor a digest, which means latest"]),
  );

  it.each(["latest", "LATEST", "stable", "main", "nightly", "edge", "1", "v1", "1.2", "v25.10", "lts"])(
    "is refused with the floating tag %s",
    (tag) => expect(problemsOf(`app:${tag}`)).toEqual([expect.stringContaining(`the image tag ${tag} floats`)]),
  );

  it("may carry a floating tag when the digest says which image is meant", () => {
    expect(parseImage(`app:latest@${DIGEST}`)).toEqual({ repository: "app", tag: "latest", digest: DIGEST });
  });

  it.each([
    ["", "repository"],
    [":1.2.3", "repository"],
    ["App:1.2.3", "repository"],
    ["app :1.2.3", "repository"],
    ["https://registry.example.org/app:1.2.3", "repository"],
    ["app/:1.2.3", "repository"],
    ["app:", "tag"],
    ["app:-1.2.3", "tag"],
    ["app:1.2.3 ", "tag"],
    [`app:${"x".repeat(129)}`, "tag"],
    ["app@sha256:abc", "digest"],
    ["app@", "digest"],
    [`app@${DIGEST.toUpperCase()}`, "digest"],
    [`app@${DIGEST}@${DIGEST}`, "digest"],
  ])("is refused when it is malformed: %j", (reference, part) => {
    expect(problemsOf(reference)).toContain(`an image reference has a malformed ${part}`);
  });

  it("gets all its faults told at once, with the place", () => {
    expect(problemsOf("App:-x@sha256:y")).toHaveLength(3);
    expect(() => parseImage("app", "prod-nodes/eth-0")).toThrow("prod-nodes/eth-0: an image has neither");
  });
});
