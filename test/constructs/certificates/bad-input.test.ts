import {
  AcmeDirectory,
  AcmeIssuer,
  type AcmeIssuerProps,
  Certificate,
  type CertificateProps,
  CertManager,
  type CertManagerProps,
} from "../../../constructs/certificates";
import { Namespace } from "../../../constructs/core/namespace";
import { nothing, untyped } from "../../support/plain-javascript";
import { messageOf } from "../../support/refusals";
import { synthStack } from "../../support/synth";
import { acmeIn, certManagerIn, ZONE } from "./certificate-fixture";

const linesOf = (message: string) => message.match(/^test\/\w+: .*$/gm);
const manager = (props: Partial<CertManagerProps>): string =>
  messageOf(() => synthStack((stack) => void certManagerIn(stack, props)));
const acme = (props: Partial<AcmeIssuerProps>): string =>
  messageOf(() => synthStack((stack) => void acmeIn(stack, certManagerIn(stack), props)));

const web: CertificateProps = {
  namespace: Namespace.fromName("web"),
  issuer: { kind: "ClusterIssuer", name: "public" },
  dnsNames: ["web.example.org"],
};
const certificate = (props: Partial<CertificateProps>): string =>
  messageOf(() => synthStack((stack) => void new Certificate(stack, "web", { ...web, ...props })));

describe("CertManager refuses, of plain JavaScript,", () => {
  it.each<[string, Partial<CertManagerProps>, string]>([
    ["a cluster as text", { cluster: untyped("prod-eu") }, "nothing says on which cluster this runs"],
    ["a namespace as text", { namespace: untyped("cert-manager") }, "nothing says in which namespace this lives"],
    ["replicas as text", { replicas: untyped("2") }, "replicas of cert-manager is too small"],
    ["a zone out of a list", { zones: untyped(ZONE) }, "zones is no list of zones"],
    ["a zone as text", { zones: untyped(["example.org"]) }, "a zone has no proper domain"],
    ["no zone", { zones: untyped([null]) }, "a zone has no proper domain"],
  ])("%s", (_, props, message) => {
    expect(manager(props)).toContain(message);
  });

  it("no props at all", () => {
    const message = messageOf(() => synthStack((stack) => void new CertManager(stack, "manager", nothing())));
    expect(linesOf(message)).toEqual([
      "test/manager: nothing says on which cluster this runs",
      "test/manager: nothing says in which namespace this lives",
    ]);
  });
});

describe("AcmeIssuer refuses, of plain JavaScript,", () => {
  it.each<[string, Partial<AcmeIssuerProps>, string]>([
    ["a directory as text", { directory: untyped("https://acme.example.org/directory") }, "no authority is named"],
    ["a login as data", { login: untyped({}) }, "login is no way to log in to AWS"],
    ["a namespace as text", { namespace: untyped("web") }, "nothing says in which namespace this lives"],
    ["no email", { email: nothing() }, "the authority has nobody to write to"],
    ["a region that is no text", { region: untyped({}) }, "the region is not one of AWS"],
    ["a zone out of a list", { zones: untyped(ZONE) }, "zones is no list of zones"],
    ["a name that is no text", { name: untyped(7) }, "the name of the issuer is not one that Kubernetes takes"],
  ])("%s", (_, props, message) => {
    expect(acme(props)).toContain(message);
  });

  it.each([nothing<AcmeIssuerProps>(), untyped<AcmeIssuerProps>({})])("no props at all: %j", (props) => {
    const message = messageOf(() => synthStack((stack) => void new AcmeIssuer(stack, "issuer", props)));
    expect(linesOf(message)).toEqual([
      "test/issuer: nothing is named that asks the authority",
      "test/issuer: no authority is named",
      "test/issuer: the authority has nobody to write to",
      "test/issuer: the region is not one of AWS",
      "test/issuer: zones is no list of zones",
    ]);
  });
});

describe("AcmeDirectory refuses", () => {
  const at = (address: unknown, certificateAuthority?: unknown) =>
    messageOf(() => AcmeDirectory.at(untyped(address), untyped({ certificateAuthority })));

  it("what is no address, and what is no certificate, both at once", () => {
    expect(at(7, "PEM").match(/^AcmeDirectory: .*$/gm)).toEqual([
      "AcmeDirectory: the address of an ACME directory is not one that can be trusted",
      "AcmeDirectory: the certificate authority is not a certificate in PEM form",
    ]);
    expect(at("https://acme.example.org/directory", 7)).toContain("is not a certificate in PEM form");
    expect(at("https://acme.example.org/directory")).toBe("");
  });

  it("a private key, without showing it", () => {
    const key = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE\n";
    const message = at("https://acme.example.org/directory", key);
    expect(message).toContain("is not a certificate in PEM form");
    expect(message).not.toContain("MIIE");
  });
});

describe("Certificate refuses, of plain JavaScript,", () => {
  it.each<[string, Partial<CertificateProps>, string]>([
    ["a namespace as text", { namespace: untyped("web") }, "nothing says in which namespace this lives"],
    ["an issuer as text", { issuer: untyped("public") }, "nobody is named who signs the certificate"],
    ["an issuer of no kind", { issuer: untyped({ name: "public" }) }, "nobody is named who signs the certificate"],
    ["names as text", { dnsNames: untyped("web.example.org") }, "the certificate is good for no name"],
    ["a name that is none", { dnsNames: untyped([7]) }, "a name of the certificate is no host name"],
    ["a usage that there is none of", { usage: untyped("servers") }, "usage of the certificate is none"],
    ["a lifetime as text", { lifetimeHours: untyped("90d") }, "lifetimeHours of the certificate is no time"],
    ["a renewal as text", { renewBeforeHours: untyped("30d") }, "leaves no time in which it is used"],
  ])("%s", (_, props, message) => {
    expect(certificate(props)).toContain(message);
  });

  it.each([nothing<CertificateProps>(), untyped<CertificateProps>({})])("no props at all: %j", (props) => {
    const message = messageOf(() => synthStack((stack) => void new Certificate(stack, "web", props)));
    expect(linesOf(message)).toEqual([
      "test/web: nothing says in which namespace this lives",
      "test/web: nobody is named who signs the certificate",
      "test/web: the certificate is good for no name",
    ]);
  });
});
