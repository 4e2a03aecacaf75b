import { Peer } from "../../../constructs/core/peer";
import { AdmissionExemption, RegistryCredentials, SignedImages } from "../../../constructs/policy";
import { GUARDRAILS, judge, openFindings } from "../../../lib/guardrails";
import { only, type SynthesizedJson, synthStack } from "../../support/synth";
import { objectsOf, policiesIn, synthesized } from "./admission-fixture";

const KEY = "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n";
const IMAGES = { name: "ours", images: ["ghcr.io/acme/*"] };
const OURS = SignedImages.withKeys(IMAGES, KEY);
const REPOSITORIES = "arn:aws:ecr:eu-central-1:123456789012:repository/acme/*";
const IN_ECR = SignedImages.withKeys(
  {
    name: "ecr",
    images: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/*"],
    credentials: RegistryCredentials.ecr(REPOSITORIES),
  },
  KEY,
);

const policyOf = (stack: SynthesizedJson) => objectsOf(stack, "ImageValidatingPolicy")[0];
const blocksOnHttps = (stack: SynthesizedJson): readonly string[] => {
  const policies = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
  const engine = policies.find(({ metadata }) => metadata.name === "kyverno");
  type Rule = {
    readonly ports: readonly { readonly port: string }[];
    readonly to: readonly { ip_block?: { cidr: string } }[];
  };
  return engine.spec.egress
    .filter(({ ports }: Rule) => ports.length === 1 && ports[0]?.port === "443")
    .flatMap(({ to }: Rule) => to.map(({ ip_block }) => ip_block?.cidr));
};

describe("signatures of images", () => {
  it("are asked for as pods are made, and as containers are added to them", () => {
    const stack = synthesized({
      signedImages: [
        OURS,
        SignedImages.keyless(
          { name: "theirs", images: ["ghcr.io/other/*"] },
          {
            issuer: "https://token.actions.githubusercontent.com",
            subject: "https://github.com/other/x/.github/workflows/r.yml@refs/heads/main",
          },
        ),
      ],
    });
    const [ours, theirs] = objectsOf(stack, "ImageValidatingPolicy");
    expect(ours).toMatchObject({
      metadata: { name: "palisade-signed-images-ours" },
      spec: {
        failurePolicy: "Fail",
        validationActions: ["Deny", "Audit"],
        matchImageReferences: [{ glob: "ghcr.io/acme/*" }],
        attestors: [{ name: "signer0", cosign: { key: { data: KEY } } }],
        validationConfigurations: { mutateDigest: true, verifyDigest: true, required: true },
      },
    });
    expect(theirs.spec.attestors[0].cosign.keyless.identities).toHaveLength(1);
    // Kyverno's webhook has these rules as they are, and no others.
    expect(ours.spec.matchConstraints.resourceRules).toEqual([
      {
        apiGroups: [""],
        apiVersions: ["v1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["pods", "pods/ephemeralcontainers"],
      },
    ]);
    expect(ours.spec.matchConditions.map(({ name }: { name: string }) => name)).toEqual([
      "is-there-to-stay",
      "is-new-or-changed",
    ]);
  });

  it("are not asked for where somebody is exempt from them by their id, and do what the effects say", () => {
    const exemptions = [
      AdmissionExemption.of("monitoring", ["admission/signed-images"], { reason: "the charts bring their own images" }),
    ];
    const exempt = policyOf(synthesized({ signedImages: [OURS], exemptions })).spec.matchConstraints.namespaceSelector;
    expect(exempt.matchExpressions[0].values).toEqual(["kube-system", "monitoring", "policies"]);
    const effects = { "admission/signed-images": "block" } as const;
    const actions = (props: object) =>
      policyOf(synthesized({ signedImages: [OURS], profile: "relaxed", ...props })).spec.validationActions;
    expect([actions({}), actions({ effects })]).toEqual([
      ["Warn", "Audit"],
      ["Deny", "Audit"],
    ]);
  });

  it("are no rule where none are asked for", () => {
    expect(() => synthesized({ effects: { "admission/signed-images": "block" } })).toThrow(
      /effects names a rule of which nothing is asked here/,
    );
  });

  it("are asked of registries on the internet and inside of the network, or of those that are named alone", () => {
    expect(blocksOnHttps(synthesized())).toEqual([]);
    expect(blocksOnHttps(synthesized({ signedImages: [OURS] }))).toEqual(["0.0.0.0/0", "::/0", "10.0.0.0/16"]);
    const registries = [Peer.cidr("10.9.0.0/24")];
    expect(blocksOnHttps(synthesized({ signedImages: [OURS], registries }))).toEqual(["10.9.0.0/24"]);
  });

  it("are asked for with Secrets of the engine's namespace", () => {
    const credentials = RegistryCredentials.fromSecrets("ghcr-pull");
    const stack = synthesized({ signedImages: [SignedImages.withKeys({ ...IMAGES, credentials }, KEY)] });
    expect(policyOf(stack).spec.credentials).toEqual({ secrets: ["ghcr-pull"] });
    expect(stack.resource["aws_iam_role"]).toBeUndefined();
    expect(policyOf(synthesized({ signedImages: [OURS] })).spec.credentials).toBeUndefined();
  });

  it("are read in ECR with roles of Kyverno's own pods, which may do nothing else", () => {
    const stack = synthStack((scope) => policiesIn(scope, { signedImages: [IN_ECR, OURS] }));
    expect(objectsOf(stack, "ImageValidatingPolicy").map(({ spec }) => spec.credentials)).toEqual([
      { providers: ["amazon"] },
      undefined,
    ]);
    const associations = Object.values(stack.resource["aws_eks_pod_identity_association"] ?? {});
    expect(associations.map(({ namespace, service_account }) => `${namespace}/${service_account}`).sort()).toEqual([
      "policies/kyverno-admission-controller",
      "policies/kyverno-reports-controller",
    ]);
    const rights = Object.values(stack.resource["aws_iam_role_policy"] ?? {}).map(({ policy }) => JSON.parse(policy));
    expect(rights).toHaveLength(2);
    for (const { Statement } of rights) {
      expect(Statement).toEqual([
        { Sid: "LogIn", Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
        {
          Sid: "ReadImagesAndSignatures",
          Effect: "Allow",
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Resource: [REPOSITORIES],
        },
      ]);
    }
    const releases = Object.values(stack.resource["helm_release"] ?? {});
    const chart = releases.find(({ chart: name }) => name === "kyverno");
    expect(chart.depends_on.join()).toMatch(/aws_eks_pod_identity_association/);
    expect(JSON.stringify(only({ a: stack.resource["kubernetes_network_policy_v1"] }))).toContain("169.254.170.23/32");
  });

  it("in ECR have nothing found against them under the strict guardrails", () => {
    const json = synthStack((stack) => policiesIn(stack, { signedImages: [IN_ECR] }));
    const verdicts = judge([{ name: "test", json: { ...json } }], { rules: GUARDRAILS, today: "2026-11-21" });
    const found = openFindings(verdicts).filter(({ rule }) => !/^(state|monitoring|cost)\//.test(rule));
    expect(found.map(({ rule, address, field, got }) => ({ rule, address, field, got }))).toEqual([]);
  });
});
