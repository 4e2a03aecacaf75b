import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import type { ISecret, ISecretReader } from "../core/secret";

/** Keys under which Grafana's chart finds its first user (grafana 12.11.1, `admin.userKey`, `admin.passwordKey`). */
export const GRAFANA_ADMIN_KEYS = { user: "admin-user", password: "admin-password" } as const;

/** Key under which the operator finds Alertmanager's configuration (Prometheus operator API, `configSecret`). */
export const RECEIVERS_KEY = "alertmanager.yaml";

/**
 * Reads one secret into the platform's namespace. The chart's programs find it as a Kubernetes Secret; the right to
 * fetch it belongs to a service account that nothing runs as.
 */
export class PlatformSecret extends Construct implements ISecretReader {
  public readonly name: string;
  public readonly namespace: INamespace;
  public readonly serviceAccountName: string;
  /** Name of the Kubernetes Secret. */
  public readonly secretName: string;
  /** What brings the Kubernetes Secret: programs that read it wait for these. Empty when it is there already. */
  public readonly bringers: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, secret: ISecret, namespace: INamespace) {
    super(scope, id);
    this.name = id;
    this.namespace = namespace;
    this.serviceAccountName = `${id}-reader`;
    new ServiceAccountV1(this, "service-account", {
      metadata: { name: this.serviceAccountName, namespace: namespace.nameFor(this) },
      automountServiceAccountToken: false,
    });
    this.secretName = secret.grantRead(this).secretName;
    this.bringers = this.node.findAll().flatMap((child) => (child instanceof ManifestBundle ? [child.release] : []));
  }
}
