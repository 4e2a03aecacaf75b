import type { Construct } from "constructs";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import {
  DistributedSigner,
  type DistributedSignerInstance,
  type DistributedSignerProps,
  SignerClient,
  SignerPermission,
} from "../../../constructs/keys";
import { blsKey, place } from "./key-fixtures";

/** Common name of the validator client's certificate. */
export const VOUCH = "vouch.validators.svc";
/** Common name of the certificate that makes keys. */
export const CEREMONY = "ceremony.keys.svc";

/** A holder of shares, with certificates that cert-manager made. */
export function holder(id: number): DistributedSignerInstance {
  return {
    name: `duties-${id}`,
    id,
    certificate: ExistingSecret.fromName(`duties-${id}-tls`, ["tls.crt", "tls.key", "ca.crt"]),
    passphrases: ExistingSecret.fromName(`duties-${id}-passphrases`, ["passphrase"]),
  };
}

/** Three holders, of which two sign. */
export const groupProps: DistributedSignerProps = {
  ...place,
  network: "mainnet",
  instances: [1, 2, 3].map(holder),
  threshold: 2,
  wallets: ["Validators"],
  keys: [blsKey(1), blsKey(2)],
  clients: [
    SignerClient.fromCertificate(VOUCH, SignerPermission.duties("Validators")),
    SignerClient.fromCertificate(CEREMONY, SignerPermission.ceremony("Validators")),
  ],
};

/** A group of signers. */
export function groupIn(scope: Construct, change: Partial<DistributedSignerProps> = {}): DistributedSigner {
  return new DistributedSigner(scope, "duties", { ...groupProps, ...change });
}
