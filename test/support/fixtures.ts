import type { ICluster } from "../../constructs/core/cluster";
import type { ContainerSpec } from "../../constructs/core/container";
import { ImageRef } from "../../constructs/core/image-ref";
import { Namespace } from "../../constructs/core/namespace";

/** A cluster with nothing special about it. */
export const plainCluster: ICluster = {
  clusterName: "test",
  dnsDomain: "cluster.local",
  privateLoadBalancerAnnotations: { "example.org/internal": "true" },
  privateCidrs: ["10.0.0.0/16"],
  kubernetesApiCidrs: ["10.0.0.0/16", "172.20.0.0/16"],
  spreadsOverZones: true,
  reservedNodes: (purpose) => ({
    nodeSelector: { "example.org/nodes": purpose },
    tolerations: [{ key: "example.org/nodes", value: purpose, effect: "NoSchedule" }],
  }),
};

/** A namespace that is already there. */
export const appsNamespace = Namespace.fromName("apps");

/** A container with one HTTP port. */
export const webContainer: ContainerSpec = {
  name: "web",
  image: ImageRef.parse("registry.example.org/web:1.2.3"),
  ports: [{ name: "http", port: 8080 }],
  resources: { cpuMillicores: 100, memoryMiB: 128 },
};
