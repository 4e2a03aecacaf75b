import { Namespace } from "../../../constructs/core/namespace";
import { AdmissionEngine, AdmissionExemption, allowedRegistries, SignedImages } from "../../../constructs/policy";
import { GUARDRAILS, verifyRule } from "../../../lib/guardrails";
import { synthesized } from "./admission-fixture";

const KEY = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n";
const images = { name: "ours", images: ["ghcr.io/acme/*"] };
const subject = "https://github.com/acme/x/.github/workflows/r.yml@refs/heads/main";

describe("AdmissionPolicies refuse", () => {
  it("every mistake of their props at once", () => {
    const silent = GUARDRAILS.find(({ admission }) => admission === undefined);
    const signed = SignedImages.withKeys(images, KEY);
    expect(() =>
      synthesized({
        namespace: Namespace.fromName("kube-system"),
        engine: AdmissionEngine.gatekeeper(),
        rules: silent === undefined ? [] : [silent],
        effects: { "kubernetes/root-usr": "block" },
        exemptions: [
          AdmissionExemption.of("monitoring", ["kubernetes/host-pth"], { reason: "the node exporter reads the node" }),
          AdmissionExemption.of("monitoring", [], { reason: "because" }),
        ],
        signedImages: [signed, signed],
      }),
    ).toThrow(
      new RegExp(
        [
          "the engine would run beside what keeps the cluster alive",
          "a rule of your own asks nothing of an API server",
          "effects names a rule of which nothing is asked here[^]*closest are kubernetes/root-user",
          "the exemption of monitoring names a rule of which nothing is asked here[^]*closest are kubernetes/host-path",
          "an exemption does not say where, of what or why",
          "signed images are asked for, and Gatekeeper verifies no signatures",
          "two of signedImages have one name",
        ].join("[^]*"),
      ),
    );
  });

  it("a rule of the same id as another", () => {
    const registries = allowedRegistries("ghcr.io/acme");
    expect(() => synthesized({ rules: [registries, registries] })).toThrow(
      /two rules would become one policy, since they have one id\n {2}got: "admission\/allowed-registries"/,
    );
  });
});

describe("SignedImages", () => {
  it.each([
    [
      "a private key",
      () => SignedImages.withKeys(images, KEY.replaceAll("PUBLIC", "PRIVATE")),
      /got: "\(a private key\)"/,
    ],
    ["nobody", () => SignedImages.withKeys(images), /nobody may have signed the images/],
    ["everybody's images", () => SignedImages.withKeys({ ...images, images: ["*"] }, KEY), /do not say which images/],
    ["no images", () => SignedImages.withKeys({ ...images, images: [] }, KEY), /do not say which images/],
    [
      "a name that is none",
      () => SignedImages.withKeys({ ...images, name: "Our Images" }, KEY),
      /no part of a policy's name/,
    ],
    [
      "any workflow",
      () => SignedImages.keyless(images, { issuer: "https://token.example.org", subject: `${subject}*` }),
      /open or incomplete/,
    ],
    [
      "an issuer without TLS",
      () => SignedImages.keyless(images, { issuer: "http://token.example.org", subject }),
      /open or incomplete/,
    ],
  ])("refuse %s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("allowedRegistries", () => {
  it.each([["ghcr.io/acme"], ["registry.example.org:5000"], ["docker.io"]])(
    "is a rule that keeps its word: %s",
    (registry) => {
      expect(verifyRule(allowedRegistries(registry))).toEqual([]);
    },
  );

  it.each([[[]], [["ghcr.io/acme/"]], [["https://ghcr.io"]], [["acme"]]])("refuses %j", (registries) => {
    expect(() => allowedRegistries(...registries)).toThrow(/are none, or no names of registries/);
  });
});
