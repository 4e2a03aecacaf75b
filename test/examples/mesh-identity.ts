import type { CertManager } from "cdktf-palisade/certificates";
import type { ICluster } from "cdktf-palisade/core";
import { type IServiceMesh, MeshIdentity, ServiceMesh } from "cdktf-palisade/mesh";
import { PkiRoot, type VaultAccess, type VaultServer } from "cdktf-palisade/secrets";
import type { Construct } from "constructs";

/** What is there already. */
interface Given {
  readonly cluster: ICluster;
  readonly certManager: CertManager;
  readonly vault: VaultServer;
  readonly store: VaultAccess;
}

export function addLinkerd(scope: Construct, { certManager, cluster, store, vault }: Given): IServiceMesh {
  // A root of the mesh's own: its members trust whatever this one signs, and nothing else.
  const root = new PkiRoot(scope, "mesh-root", { commonName: "Example Mesh Root", path: "pki-mesh" });
  certManager.allowTo(vault.peer, { port: 8200 });
  vault.allowFrom(certManager.peer);
  return ServiceMesh.linkerd(scope, "mesh", {
    cluster,
    identity: MeshIdentity.fromVaultRoot({ root, store, certManager: certManager.pods }),
    dependsOn: [certManager.release],
  });
}
