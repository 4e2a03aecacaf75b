import type { TerraformStack } from "cdktf";
import {
  AcmeDirectory,
  AcmeIssuer,
  type AcmeIssuerProps,
  CertManager,
  type CertManagerProps,
} from "../../../constructs/certificates";
import { Namespace } from "../../../constructs/core/namespace";
import { ServiceAccountIssuer } from "../../../constructs/secrets";
import { plainCluster } from "../../support/fixtures";
import { type Json, only, type SynthesizedJson } from "../../support/synth";

/** The zone that all tests have. */
export const ZONE = { domain: "example.org", hostedZoneId: "Z0123456789ABCDEFGHIJ" };

/** Who signs the tokens of a cluster that there is. */
export const TOKENS = ServiceAccountIssuer.fromIssuer("123456789012", "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE");

/** A cert-manager that may answer in one zone. */
export function certManagerIn(stack: TerraformStack, props: Partial<CertManagerProps> = {}): CertManager {
  return new CertManager(stack, "cert-manager", {
    cluster: plainCluster,
    namespace: new Namespace(stack, "cert-manager-namespace", { name: "cert-manager" }),
    zones: [ZONE],
    ...props,
  });
}

/** An issuer of the cluster. */
export function acmeIn(
  stack: TerraformStack,
  certManager: CertManager,
  props: Partial<AcmeIssuerProps> = {},
): AcmeIssuer {
  return new AcmeIssuer(stack, "public", {
    certManager,
    directory: AcmeDirectory.letsEncryptProduction(),
    email: "certificates@example.org",
    region: "eu-central-1",
    zones: [ZONE],
    ...props,
  });
}

/** Values of the release of a chart. */
export function valuesOfChart(stack: SynthesizedJson, name: string): Json {
  const releases = Object.values(stack.resource["helm_release"] ?? {}).filter(({ chart }) => chart.endsWith(name));
  const [release] = releases;
  if (release === undefined || releases.length > 1) throw new Error(`${releases.length} releases of ${name}`);
  return JSON.parse(release.values[0]);
}

/** All objects that bundles bring. */
export function bundled(stack: SynthesizedJson): readonly Json[] {
  return Object.values(stack.resource["helm_release"] ?? {}).flatMap(({ values }) => {
    const { manifests } = JSON.parse(values[0]);
    return Array.isArray(manifests) ? manifests : [];
  });
}

/** The one object of a kind. */
export function oneOf(stack: SynthesizedJson, kind: string): Json {
  return only(
    Object.fromEntries(
      bundled(stack)
        .filter((object) => object.kind === kind)
        .entries(),
    ),
  );
}
