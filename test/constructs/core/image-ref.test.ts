import { ImageRef } from "../../../constructs/core/image-ref";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("an image", () => {
  it.each(["ghcr.io/paradigmxyz/reth:v2.1.0", `app@${DIGEST}`, `registry.example.org:5000/app:1.2.3@${DIGEST}`])(
    "is written as it was read: %s",
    (reference) => expect(ImageRef.parse(reference).toString()).toBe(reference),
  );

  it("has its tag as its version, or else the start of its digest", () => {
    expect(ImageRef.parse(`app:1.2.3@${DIGEST}`).version).toBe("1.2.3");
    expect(ImageRef.parse(`app@${DIGEST}`).version).toBe("0123456789ab");
  });

  it.each(["app", "app:latest", "app:1", "app:", "App:1.2.3"])(
    "is refused when it floats or is malformed: %s",
    (text) => {
      expect(() => ImageRef.parse(text, "prod-nodes/eth-0")).toThrow("prod-nodes/eth-0: ");
    },
  );

  it("cannot be made without being read", () => {
    // @ts-expect-error the constructor is private
    const make = () => new ImageRef({ repository: "app", tag: "latest" });
    expect(make).toBeDefined();
  });
});
