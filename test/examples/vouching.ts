import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Release } from "@cdktf/provider-helm/lib/release";
import type { TerraformStack } from "cdktf";
import { ExistingCluster } from "cdktf-palisade/cluster";
import { ExistingSecret, ManifestBundle, Namespace, vouchFor } from "cdktf-palisade/core";
import { MonitoringPlatform, Notifications } from "cdktf-palisade/monitoring";
import { ChainNode } from "cdktf-palisade/node";

/** A stack whose author knows better than the catalogue, once for each way to say so. */
export function declareNovelties(stack: TerraformStack): void {
  const cluster = ExistingCluster.fromKubeContext(stack, "cluster", { context: "prod-eu" });
  const namespace = Namespace.fromName("apps");

  // Values of a chart that was changed, of a platform's and of a HelmChart's.
  new MonitoringPlatform(stack, "monitoring", {
    cluster,
    notifications: Notifications.nowhere(),
    grafanaAdmin: ExistingSecret.fromName("grafana-admin", ["admin-user", "admin-password"]),
    runbookBaseUrl: "https://runbooks.our.org",
    chart: { values: { grafana: { ourOwn: { banner: true } } }, ownKeys: ["grafana.ourOwn"] },
  });

  // A field of a newer release of an operator: the kind and the path, with [] for the items of a list.
  new ManifestBundle(stack, "secrets", {
    namespace,
    ownFields: ["ExternalSecret spec.data[].novel"],
    manifests: [
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "token" },
        spec: {
          secretStoreRef: { name: "vault", kind: "SecretStore" },
          data: [{ secretKey: "token", remoteRef: { key: "apps/token" }, novel: true }],
        },
      },
    ],
  });

  // A flag of a newer release of a client.
  new ChainNode(stack, "eth-0", {
    cluster,
    namespace,
    chain: "ethereum",
    network: "mainnet",
    clients: { execution: "reth", consensus: "lighthouse" },
    options: { execution: { extraFlags: [["--novel", 1]], ownFlags: ["--novel"] } },
  });

  // Anything of a plain resource, by the name that the message gives it.
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sns:Novel", Resource: "*" }],
  });
  vouchFor(new IamPolicy(stack, "policy", { policy }), ["action sns:Novel"]);
  vouchFor(new Instance(stack, "box", { ami: "ami-12345678", instanceType: "z9.large" }), ["instance_type"]);
  const release = new Release(stack, "grafana", {
    name: "grafana",
    repository: "https://grafana-community.github.io/helm-charts",
    chart: "grafana",
    version: "12.11.1",
    values: [JSON.stringify({ ourOwn: true })],
  });
  vouchFor(release, ["ourOwn"]);
}
