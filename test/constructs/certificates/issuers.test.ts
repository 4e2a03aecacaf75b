import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { AcmeDirectory, AcmeIssuer, Certificate, Route53Login } from "../../../constructs/certificates";
import { Namespace } from "../../../constructs/core/namespace";
import { only, type SynthesizedJson, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { acmeIn, bundled, certManagerIn, oneOf, TOKENS, ZONE } from "./certificate-fixture";

const web = Namespace.fromName("web");
/** A certificate that nobody has a key for. */
const AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/** Whom the controller of cert-manager reaches on 443 alone. */
const blocksOnHttps = (stack: SynthesizedJson): readonly string[] => {
  const policies = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
  const controller = policies.find(({ metadata }) => metadata.name === "cert-manager");
  return controller.spec.egress
    .filter(({ ports }: Rule) => ports.length === 1 && ports[0]?.port === "443")
    .flatMap(({ to }: Rule) => to.map(({ ip_block }) => ip_block?.cidr));
};

interface Rule {
  readonly ports: readonly { readonly port: string }[];
  readonly to: readonly { readonly ip_block?: { readonly cidr: string } }[];
}

describe("an ACME issuer", () => {
  it("asks Let's Encrypt for the whole cluster, and proves names in its zones", () => {
    const stack = synthStack((scope) => void acmeIn(scope, certManagerIn(scope)));
    expect(oneOf(stack, "ClusterIssuer")).toMatchObject({
      metadata: { name: "public" },
      spec: {
        acme: {
          server: "https://acme-v02.api.letsencrypt.org/directory",
          email: "certificates@example.org",
          privateKeySecretRef: { name: "public-account-key" },
          solvers: [
            {
              selector: { dnsZones: ["example.org"] },
              dns01: { route53: { region: "eu-central-1", hostedZoneID: ZONE.hostedZoneId } },
            },
          ],
        },
      },
    });
    expect(blocksOnHttps(stack)).toEqual(["0.0.0.0/0", "::/0"]);
  });

  it("of one namespace has an account, a role and zones of its own", () => {
    const stack = synthStack((scope) => {
      const certManager = certManagerIn(scope, { zones: [] });
      acmeIn(scope, certManager, { namespace: web, login: Route53Login.webIdentity(TOKENS) });
    });
    expect(oneOf(stack, "Issuer").spec.acme.solvers[0].dns01.route53).toEqual({
      region: "eu-central-1",
      hostedZoneID: ZONE.hostedZoneId,
      role: expect.stringMatching(/^\$\{aws_iam_role\..*\.arn\}$/),
      auth: { kubernetes: { serviceAccountRef: { name: "public" } } },
    });
    const { Statement } = JSON.parse(only(stack.resource["aws_iam_role"]).assume_role_policy);
    expect(Statement[0].Condition.StringEquals).toEqual({
      "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub": "system:serviceaccount:web:public",
    });
    expect(oneOf(stack, "Role").rules).toEqual([
      { apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: ["public"], verbs: ["create"] },
    ]);
  });

  it("with a login of its own asks the security token service inside of the network too", () => {
    const stack = synthStack(
      (scope) => void acmeIn(scope, certManagerIn(scope), { login: Route53Login.webIdentity(TOKENS) }),
    );
    expect(blocksOnHttps(stack)).toEqual(["0.0.0.0/0", "::/0", "10.0.0.0/16"]);
  });

  it("takes an authority's certificate that is known to Terraform alone, which encodes it", () => {
    const stack = synthStack((scope) => {
      const certificateAuthority = new DataAwsSsmParameter(scope, "authority", { name: "/acme/authority" }).value;
      const directory = AcmeDirectory.at("https://acme.example.org/directory", { certificateAuthority });
      acmeIn(scope, certManagerIn(scope), { directory });
    });
    expect(oneOf(stack, "ClusterIssuer").spec.acme.caBundle).toMatch(
      /^\$\{base64encode\(data\.aws_ssm_parameter\.authority\.value\)\}$/,
    );
  });

  it("takes another authority, by its address and its own certificate", () => {
    const stack = synthStack((scope) => {
      const directory = AcmeDirectory.at("https://acme.example.org/directory", { certificateAuthority: AUTHORITY });
      acmeIn(scope, certManagerIn(scope), { directory, accountKeySecretName: "acme" });
    });
    expect(oneOf(stack, "ClusterIssuer").spec.acme).toMatchObject({
      server: "https://acme.example.org/directory",
      caBundle: Buffer.from(AUTHORITY).toString("base64"),
      privateKeySecretRef: { name: "acme" },
    });
  });

  it("says everything that is wrong with its props at once", () => {
    const message = thrownMessage(() =>
      synthStack(
        (scope) =>
          void new AcmeIssuer(scope, "Public", {
            certManager: certManagerIn(scope, { zones: [] }),
            directory: AcmeDirectory.letsEncryptStaging(),
            email: "me",
            region: "Frankfurt",
            zones: [ZONE],
            namespace: web,
          }),
      ),
    );
    expect(message.match(/^test\/Public: .*$/gm)).toEqual([
      "test/Public: the name of the issuer is not one that Kubernetes takes",
      "test/Public: accountKeySecretName is not one that Kubernetes takes",
      "test/Public: the authority has nobody to write to",
      "test/Public: the region is not one of AWS",
      "test/Public: cert-manager may not answer challenges in the zone example.org",
      "test/Public: an issuer of one namespace would log in to AWS as cert-manager itself, which cert-manager refuses",
    ]);
    expect(
      thrownMessage(() => synthStack((scope) => void acmeIn(scope, certManagerIn(scope), { zones: [] }))),
    ).toContain("the issuer has no zone, so it could prove no name");
    expect(thrownMessage(() => AcmeDirectory.at("http://acme.example.org/directory"))).toBe(
      "AcmeDirectory: the address of an ACME directory is not one that can be trusted\n" +
        '  got: "http://acme.example.org/directory"\n' +
        "  allowed: an address with https, such as https://acme.example.org/directory\n" +
        "  do this: give the address that the authority's documentation names",
    );
  });
});

describe("a certificate", () => {
  it("is good for a quarter, is renewed when a third is left, and has a new key each time", () => {
    const stack = synthStack((scope) => {
      const issuer = acmeIn(scope, certManagerIn(scope));
      new Certificate(scope, "web", { namespace: web, issuer, dnsNames: ["web.example.org", "*.web.example.org"] });
    });
    expect(oneOf(stack, "Certificate")).toMatchObject({
      metadata: { name: "web", namespace: "web" },
      spec: {
        secretName: "web",
        dnsNames: ["web.example.org", "*.web.example.org"],
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "public" },
        duration: "2160h",
        renewBefore: "720h",
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        usages: ["digital signature", "server auth"],
      },
    });
    const releases = Object.values(stack.resource["helm_release"] ?? {});
    const release = releases.find(({ values }) => values[0].includes('"Certificate"'));
    expect(release?.depends_on).toEqual([expect.stringContaining("helm_release.public_issuer")]);
  });

  it("may be for clients, for both, and by an issuer of its namespace", () => {
    const stack = synthStack((scope) => {
      const issuer = { kind: "Issuer", name: "inside" } as const;
      new Certificate(scope, "client", {
        namespace: web,
        issuer,
        dnsNames: ["a.b"],
        usage: "client",
        lifetimeHours: 1 * 24,
      });
      new Certificate(scope, "both", { namespace: web, issuer, dnsNames: ["a.b"], usage: "both", secretName: "tls" });
    });
    expect(bundled(stack).map(({ spec }) => [spec.secretName, spec.usages.slice(1), spec.renewBefore])).toEqual([
      ["tls", ["server auth", "client auth"], "720h"],
      ["client", ["client auth"], "8h"],
    ]);
  });

  it("says everything that is wrong with its props at once", () => {
    const message = thrownMessage(() =>
      synthStack(
        (scope) =>
          void new Certificate(scope, "web", {
            namespace: web,
            issuer: { kind: "ClusterIssuer", name: "public" },
            name: "Web",
            secretName: "web_tls",
            dnsNames: ["https://web.example.org"],
            lifetimeHours: 0.5,
            renewBeforeHours: 24,
          }),
      ),
    );
    expect(message.match(/^test\/web: .*$/gm)).toEqual([
      "test/web: the name of the certificate is not one that Kubernetes takes",
      "test/web: secretName is not one that Kubernetes takes",
      "test/web: a name of the certificate is no host name",
      "test/web: lifetimeHours of the certificate is no time",
      "test/web: renewBeforeHours of the certificate leaves no time in which it is used, or none to look into a failure",
    ]);
    const nameless = { namespace: web, issuer: { kind: "Issuer", name: "inside" }, dnsNames: [] } as const;
    expect(thrownMessage(() => synthStack((scope) => void new Certificate(scope, "web", nameless)))).toContain(
      "test/web: the certificate is good for no name",
    );
  });
});
