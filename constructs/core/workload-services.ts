import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { ServiceV1, type ServiceV1SpecPort } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { Construct } from "constructs";
import type { ContainerPort } from "./container";
import type { Exposure } from "./exposure";
import type { WorkloadProps } from "./workload-props";

function servicePort(port: ContainerPort): ServiceV1SpecPort {
  return { name: port.name, port: port.port, targetPort: port.name, protocol: port.protocol ?? "TCP" };
}

function withExposure(ports: readonly ContainerPort[], kind: Exposure["kind"]): ContainerPort[] {
  return ports.filter((port) => (port.exposure?.kind ?? "cluster") === kind);
}

/** Name of the Service without an address of its own that gives the pods of a stateful set their names. */
export function governingServiceName(name: string): string {
  return `${name}-pods`;
}

/** Declares one Service per exposure in use, and the Ingress of the public ones. */
export function declareServices(
  scope: Construct,
  props: WorkloadProps,
  podLabels: Readonly<Record<string, string>>,
): void {
  const ports = props.containers.flatMap((container) => container.ports ?? []);
  const name = props.identity.name;
  const namespace = props.namespace.nameFor(scope);
  const selector = { ...podLabels };
  const inside = ports.filter((port) => port.exposure?.kind !== "peers");
  if (inside.length > 0) {
    new ServiceV1(scope, "service", {
      metadata: { name, namespace },
      spec: { type: "ClusterIP", selector, port: inside.map(servicePort) },
    });
  }
  if (props.controller.spec.kind === "statefulSet") {
    new ServiceV1(scope, "governing-service", {
      metadata: { name: governingServiceName(name), namespace },
      spec: { clusterIp: "None", publishNotReadyAddresses: true, selector, port: ports.map(servicePort) },
    });
  }
  const peers = withExposure(ports, "peers");
  if (peers.length > 0) {
    new ServiceV1(scope, "peers-service", {
      metadata: { name: `${name}-peers`, namespace },
      spec: {
        type: "NodePort",
        // Keeps the peers' own addresses, and sends them only to the node that the client announces.
        externalTrafficPolicy: "Local",
        // A node that still syncs is not ready for callers, but needs its peers all the more.
        publishNotReadyAddresses: true,
        selector,
        port: peers.map((port) => ({ ...servicePort(port), nodePort: port.port })),
      },
    });
  }
  const privately = withExposure(ports, "privateNetwork");
  if (privately.length > 0) {
    new ServiceV1(scope, "private-service", {
      metadata: {
        name: `${name}-private`,
        namespace,
        annotations: { ...props.cluster.privateLoadBalancerAnnotations },
      },
      waitForLoadBalancer: false,
      spec: {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        loadBalancerSourceRanges: [...props.cluster.privateCidrs],
        selector,
        port: privately.map(servicePort),
      },
    });
  }
  for (const port of withExposure(ports, "publicTls")) declareIngress(scope, props, port);
}

function declareIngress(scope: Construct, props: WorkloadProps, port: ContainerPort): void {
  const tls = port.exposure?.tls;
  if (tls === undefined) return;
  const { name } = props.identity;
  new IngressV1(scope, `ingress-${port.name}`, {
    metadata: {
      name: `${name}-${port.name}`,
      namespace: props.namespace.nameFor(scope),
      annotations: {
        ...(tls.clusterIssuer === undefined ? {} : { "cert-manager.io/cluster-issuer": tls.clusterIssuer }),
        ...tls.annotations,
      },
    },
    spec: {
      ...(tls.ingressClassName === undefined ? {} : { ingressClassName: tls.ingressClassName }),
      tls: [
        {
          hosts: [tls.domain],
          // A controller that has the certificate would wait for a Secret that nobody writes.
          ...(tls.certificate === "controller" ? {} : { secretName: `${name}-${port.name}-tls` }),
        },
      ],
      rule: [
        {
          host: tls.domain,
          http: {
            path: [{ path: "/", pathType: "Prefix", backend: { service: { name, port: { name: port.name } } } }],
          },
        },
      ],
    },
  });
}
