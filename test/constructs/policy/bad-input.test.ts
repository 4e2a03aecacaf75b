import { Namespace } from "../../../constructs/core/namespace";
import {
  AdmissionEngine,
  AdmissionExemption,
  AdmissionPolicies,
  type AdmissionPoliciesProps,
  RegistryCredentials,
  SignedImages,
} from "../../../constructs/policy";
import { plainCluster } from "../../support/fixtures";
import { nothing, untyped } from "../../support/plain-javascript";
import { messageOf } from "../../support/refusals";
import { synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";

const WHOLE: AdmissionPoliciesProps = {
  cluster: plainCluster,
  namespace: Namespace.fromName("policies"),
  profile: "strict",
};
const KEY = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n";
const REASON = { reason: "the node exporter reads the node" };
const IMAGES = { name: "ours", images: ["ghcr.io/acme/*"] };
const exempting = (exemption: AdmissionExemption) => ({ exemptions: [exemption] });

const policies = (props: Partial<AdmissionPoliciesProps>): string =>
  messageOf(() => synthStack((stack) => void new AdmissionPolicies(stack, "admission", { ...WHOLE, ...props })));

describe("AdmissionPolicies refuse, of plain JavaScript,", () => {
  it.each<[string, Partial<AdmissionPoliciesProps>, string]>([
    ["an engine as text", { engine: untyped("gatekeeper") }, "engine is no program that an API server can ask"],
    [
      "an engine as data",
      { engine: untyped(AdmissionEngine.kyverno()) },
      "engine is no program that an API server can ask",
    ],
    ["a namespace as text", { namespace: untyped("policies") }, "nothing says in which namespace this lives"],
    ["no namespace", { namespace: nothing() }, "nothing says in which namespace this lives"],
    ["a cluster as text", { cluster: untyped("prod-eu") }, "nothing says on which cluster this runs"],
    ["half a cluster", { cluster: untyped({ clusterName: "prod-eu" }) }, "nothing says on which cluster this runs"],
    ["no profile", { profile: nothing() }, "there is no such profile of the guardrails"],
    ["images that are none", { signedImages: [untyped({})] }, "signedImages holds something else than it is for"],
    ["images out of a list", { signedImages: untyped("ours") }, "signedImages holds something else than it is for"],
    ["rules that are none", { rules: [untyped("admission/mine")] }, "rules holds something else than it is for"],
    ["exemptions that are none", { exemptions: [untyped({})] }, "exemptions holds something else than it is for"],
    ["registries as text", { registries: untyped(["ghcr.io"]) }, "registries holds something else than it is for"],
    ["an effect that there is none of", { effects: { "kubernetes/host-path": untyped("deny") } }, "what nothing does"],
    [
      "an exemption without a reason",
      exempting(AdmissionExemption.of("a", ["kubernetes/host-path"], untyped({}))),
      "or why",
    ],
    [
      "one of everything without props",
      exempting(AdmissionExemption.everything("a", nothing())),
      "where, of what or why",
    ],
    ["one without rules", exempting(AdmissionExemption.of("a", nothing(), REASON)), "where, of what or why"],
    ["one of no namespace", exempting(AdmissionExemption.everything(nothing(), REASON)), "where, of what or why"],
    [
      "one of a namespace without a name",
      exempting(AdmissionExemption.everything(untyped({}), REASON)),
      "where, of what or why",
    ],
  ])("%s", (_, props, message) => {
    expect(policies(props)).toContain(message);
  });

  it("no props at all, with all that is missing at once", () => {
    const message = messageOf(() => synthStack((stack) => void new AdmissionPolicies(stack, "admission", nothing())));
    expect(message.match(/^test\/admission: .*$/gm)).toEqual([
      "test/admission: nothing says on which cluster this runs",
      "test/admission: nothing says in which namespace this lives",
      "test/admission: there is no such profile of the guardrails",
    ]);
  });
});

describe("SignedImages refuse, of plain JavaScript,", () => {
  it.each<[string, () => unknown, string]>([
    [
      "no images",
      () => SignedImages.withKeys(untyped({ name: "ours" }), KEY),
      "do not say which images they are about",
    ],
    ["no props", () => SignedImages.withKeys(nothing(), KEY), "no part of a policy's name"],
    [
      "images as text",
      () => SignedImages.withKeys(untyped({ ...IMAGES, images: "ghcr.io/acme/*" }), KEY),
      "do not say which",
    ],
    ["a key that is no text", () => SignedImages.withKeys(IMAGES, untyped({})), "is no public key"],
    ["a signer as text", () => SignedImages.keyless(IMAGES, untyped("me")), "open or incomplete"],
    [
      "a signer without a subject",
      () => SignedImages.keyless(IMAGES, untyped({ issuer: "https://a.b" })),
      "open or incomplete",
    ],
    [
      "credentials as data",
      () => SignedImages.withKeys({ ...IMAGES, credentials: untyped({}) }, KEY),
      "credentials of signed images are none",
    ],
    [
      "a Secret of another namespace",
      () => withCredentials(RegistryCredentials.fromSecrets("apps/pull")),
      "name no Secret",
    ],
    ["no Secret", () => withCredentials(RegistryCredentials.fromSecrets()), "name no Secret"],
    ["a Secret that is no text", () => withCredentials(RegistryCredentials.fromSecrets(untyped({}))), "name no Secret"],
    [
      "a registry of ECR for an ARN",
      () => withCredentials(RegistryCredentials.ecr("1.dkr.ecr.amazonaws.com")),
      "name no repository",
    ],
  ])("%s", (_, make, message) => {
    expect(messageOf(make)).toContain(message);
  });

  it("a key that is private, without showing it", () => {
    expect(thrownMessage(() => SignedImages.withKeys(IMAGES, KEY.replaceAll("PUBLIC", "PRIVATE")))).not.toContain(
      "MFkw",
    );
  });
});

function withCredentials(credentials: RegistryCredentials): SignedImages {
  return SignedImages.withKeys({ ...IMAGES, credentials }, KEY);
}
