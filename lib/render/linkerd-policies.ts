import type { MeshManifest, MeshSource, MeshTarget } from "./mesh-policy";

const GROUP = "policy.linkerd.io";
const EVERYWHERE = ["0.0.0.0/0", "::/0"];

/** What Linkerd is told of somebody beside whom they let in. */
export interface LinkerdOptions {
  /** Ports whose protocol it does not look for, since their servers speak first. */
  readonly opaquePorts: readonly number[];
}

/**
 * Who may reach somebody: one Server for each of its ports, and one policy for each way of telling who is there. What a
 * Server names is closed to everybody else; what none names follows the default of the mesh, which is to deny.
 */
export function linkerdPolicies(target: MeshTarget, { opaquePorts }: LinkerdOptions): readonly MeshManifest[] {
  const ports = [...new Set(target.allowances.flatMap((allowance) => allowance.ports ?? target.ports))].sort(
    (first, second) => first - second,
  );
  return ports.flatMap((port) => {
    const sources = target.allowances
      .filter((allowance) => (allowance.ports ?? target.ports).includes(port))
      .map(({ source }) => source);
    return portPolicies(target, port, sources, opaquePorts.includes(port));
  });
}

function portPolicies(
  { name, namespace, podLabels }: MeshTarget,
  port: number,
  sources: readonly MeshSource[],
  isOpaque: boolean,
): readonly MeshManifest[] {
  const server = `${name}-${port}`;
  const identityRefs = sources.flatMap(identityOf);
  const networks = sources.flatMap(networksOf);
  return [
    {
      apiVersion: `${GROUP}/v1beta3`,
      kind: "Server",
      metadata: { name: server, namespace },
      spec: {
        podSelector: { matchLabels: podLabels },
        port,
        accessPolicy: "deny",
        ...(isOpaque ? { proxyProtocol: "opaque" } : {}),
      },
    },
    ...(identityRefs.length === 0
      ? []
      : [
          {
            apiVersion: `${GROUP}/v1alpha1`,
            kind: "MeshTLSAuthentication",
            metadata: { name: server, namespace },
            spec: { identityRefs },
          },
          authorization(`${server}-mesh`, namespace, server, "MeshTLSAuthentication"),
        ]),
    ...(networks.length === 0
      ? []
      : [
          {
            apiVersion: `${GROUP}/v1alpha1`,
            kind: "NetworkAuthentication",
            metadata: { name: server, namespace },
            spec: { networks: [...new Set(networks)].map((cidr) => ({ cidr })) },
          },
          authorization(`${server}-network`, namespace, server, "NetworkAuthentication"),
        ]),
  ];
}

function authorization(name: string, namespace: string, server: string, kind: string): MeshManifest {
  return {
    apiVersion: `${GROUP}/v1alpha1`,
    kind: "AuthorizationPolicy",
    metadata: { name, namespace },
    spec: {
      targetRef: { group: GROUP, kind: "Server", name: server },
      requiredAuthenticationRefs: [{ group: GROUP, kind, name: server }],
    },
  };
}

function identityOf(source: MeshSource) {
  if (source.kind === "workload") {
    return [{ kind: "ServiceAccount", name: source.serviceAccountName, namespace: source.namespace }];
  }
  return source.kind === "namespace" ? [{ kind: "Namespace", name: source.namespace }] : [];
}

function networksOf(source: MeshSource): readonly string[] {
  if (source.kind === "blocks") return source.cidrs;
  return source.kind === "anybody" ? EVERYWHERE : [];
}
