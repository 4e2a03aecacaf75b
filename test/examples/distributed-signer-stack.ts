import type { TerraformStack } from "cdktf";
import { ExistingSecret, type ICluster, Namespace, type Workload } from "cdktf-palisade/core";
import { DistributedSigner, SignerClient, SignerPermission } from "cdktf-palisade/keys";
import type { VaultStore } from "cdktf-palisade/secrets";

const VOUCH = "vouch.validators.svc";

/** Three holders of shares, of which any two sign. */
export function addDistributedSigner(
  stack: TerraformStack,
  cluster: ICluster,
  vault: VaultStore,
  vouch: Workload,
): DistributedSigner {
  const group = new DistributedSigner(stack, "duties", {
    cluster,
    namespace: new Namespace(stack, "shares", { name: "shares" }),
    network: "mainnet",
    instances: [1, 2, 3].map((id) => ({
      name: `duties-${id}`,
      id,
      // What cert-manager makes for duties-1.shares.svc.cluster.local and its like.
      certificate: ExistingSecret.fromName(`duties-${id}-tls`, ["tls.crt", "tls.key", "ca.crt"]),
      passphrases: vault.secret(`signers/duties-${id}`, { keys: ["passphrase"] }),
    })),
    threshold: 2,
    wallets: ["Validators"],
    keys: [],
    clients: [SignerClient.fromCertificate(VOUCH, SignerPermission.duties("Validators"))],
  });
  group.grantSign(vouch, VOUCH);
  return group;
}
