import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { Namespace } from "../constructs/core/namespace";
import { Peer } from "../constructs/core/peer";
import { FirstStart, Seal, ServerCertificate, Snapshots, VaultServer } from "../constructs/secrets";
import { LockedBucket } from "../constructs/state";
import { escapeForTerraform } from "../lib/core/escape";
import { SECRETS_OPERATOR } from "./cluster-facts";
import type { EnvironmentSpec } from "./environment";
import type { OwnVault } from "./environment-vault";
import { KubernetesStack } from "./kubernetes-stack";
import { OWN_VAULT, terraformLogin } from "./vault-facts";

/**
 * The environment's own secret server. The first apply ends with servers that wait for a person: the output `runbook`
 * says who does what, and only then can the stacks behind it be applied.
 */
export class VaultStack extends KubernetesStack {
  /** The server. */
  public readonly server: VaultServer;

  public constructor(scope: Construct, environment: EnvironmentSpec) {
    super(scope, environment, "vault");
    const { vault } = environment;
    this.server = new VaultServer(this, "server", {
      cluster: this.cluster,
      namespace: new Namespace(this, "namespace", { name: OWN_VAULT.namespace }),
      name: OWN_VAULT.name,
      clients: [Peer.pods(SECRETS_OPERATOR.namespace, { "app.kubernetes.io/name": SECRETS_OPERATOR.name })],
      ...(vault.kind === "own" ? this.lasting(vault) : { seal: Seal.embedded() }),
    });
    const { runbook } = this.server;
    if (runbook !== undefined) {
      new TerraformOutput(this, "runbook", { value: escapeForTerraform(runbook), staticId: true });
    }
  }

  private lasting(vault: OwnVault) {
    const { certificate, holders, image, seal, snapshots } = vault;
    const { bucketName, lockedDays } = snapshots;
    const bucket = new LockedBucket(this, "snapshots", { bucketName, lockedDays });
    return {
      image,
      seal: Seal.awsKms(seal),
      certificate: ServerCertificate.fromSecret(certificate.secretName, {
        certificateAuthority: certificate.authority,
      }),
      firstStart: FirstStart.byPeople({ holders, terraform: terraformLogin(vault) }),
      snapshots: Snapshots.toLockedBucket({ bucket, region: seal.region, image: snapshots.image }),
    };
  }
}
