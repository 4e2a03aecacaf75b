import type { Checker } from "../lib/core/checks";
import type { Problem } from "../lib/core/errors";
import type { EnvironmentSpec } from "./environment";

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

/** Checks how programs of an environment prove who they are. */
export function checkTrust(check: Checker, { platform, signers, trust }: EnvironmentSpec): void {
  check.that(trust?.acme === undefined || platform.kind === "aws", () => acmeOutsideAws(platform.kind));
  const wallets = Object.keys(signers?.wallets ?? {});
  check.that(wallets.length === 0 || trust !== undefined, () => unprovenGuards(wallets));
}
