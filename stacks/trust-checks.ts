import type { Checker } from "../lib/core/checks";
import type { Problem } from "../lib/core/errors";
import type { EnvironmentSpec } from "./environment";
import type { TrustEntry } from "./environment-trust";

function acmeOutsideAws(got: string): Problem {
  return {
    what: "names of certificates are proven in zones of Route 53, and the environment has no account",
    got: `platform.kind: ${got}`,
    allowed: "trust.acme on a platform of kind aws",
    doThis: "leave acme out: Vault signs certificates for inside",
  };
}

function unprovenGuards(wallets: readonly string[]): Problem {
  return {
    what: "nobody would renew the certificates of the guards in front of the wallets",
    got: wallets.join(", "),
    allowed: "signers.wallets together with trust, which brings cert-manager",
    doThis: 'add trust: { mesh: "istioAmbient" }',
  };
}

const MESHES: readonly string[] = ["istioAmbient"] satisfies readonly TrustEntry["mesh"][];

function unknownMesh(got: unknown): Problem {
  return {
    what: "trust.mesh is none that is known here",
    got,
    allowed: MESHES.join(", "),
    doThis: "correct trust.mesh",
  };
}

/** Checks how programs of an environment prove who they are. */
export function checkTrust(check: Checker, { platform, signers, trust }: EnvironmentSpec): void {
  check.that(trust?.acme === undefined || platform.kind === "aws", () => acmeOutsideAws(platform.kind));
  check.that(trust === undefined || MESHES.includes(String(trust.mesh)), () => unknownMesh(trust?.mesh));
  const wallets = Object.keys(signers?.wallets ?? {});
  check.that(wallets.length === 0 || trust !== undefined, () => unprovenGuards(wallets));
}
