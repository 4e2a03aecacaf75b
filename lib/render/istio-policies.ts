import type { MeshAllowance, MeshManifest, MeshSource, MeshTarget } from "./mesh-policy";

const API_VERSION = "security.istio.io/v1";

/** Trust domain of identities, unless `meshConfig.trustDomain` says otherwise (Istio documentation, "Trust Domain Migration"). */
export const TRUST_DOMAIN = "cluster.local";

/** Encryption with proof of who is there, for everybody in the mesh: nothing in the clear is taken. */
export function strictMesh(rootNamespace: string): MeshManifest {
  return {
    apiVersion: API_VERSION,
    kind: "PeerAuthentication",
    metadata: { name: "default", namespace: rootNamespace },
    spec: { mtls: { mode: "STRICT" } },
  };
}

/** Nobody reaches anybody in a namespace beside what other policies allow (Istio documentation, "Authorization Policy": allow nothing). */
export function denyAll(namespace: string): MeshManifest {
  return {
    apiVersion: API_VERSION,
    kind: "AuthorizationPolicy",
    metadata: { name: "default-deny", namespace },
    spec: {},
  };
}

/** Who may reach somebody, and on which ports something that is not encrypted is taken: those asked for from outside of the mesh. */
export function istioPolicies(target: MeshTarget): readonly MeshManifest[] {
  const { allowances, name, namespace, podLabels } = target;
  const selector = { matchLabels: podLabels };
  const plain = allowances.filter(({ source }) => source.kind === "blocks" || source.kind === "anybody");
  return [
    {
      apiVersion: API_VERSION,
      kind: "AuthorizationPolicy",
      metadata: { name, namespace },
      spec: { selector, action: "ALLOW", rules: allowances.map(rule) },
    },
    ...(plain.length === 0
      ? []
      : [
          {
            apiVersion: API_VERSION,
            kind: "PeerAuthentication",
            metadata: { name, namespace },
            spec: { selector, ...modes(plain) },
          },
        ]),
  ];
}

function modes(plain: readonly MeshAllowance[]) {
  if (plain.some(({ ports }) => ports === undefined)) return { mtls: { mode: "PERMISSIVE" } };
  const ports = [...new Set(plain.flatMap(({ ports: own }) => own ?? []))];
  return {
    mtls: { mode: "STRICT" },
    portLevelMtls: Object.fromEntries(ports.map((port) => [String(port), { mode: "PERMISSIVE" }])),
  };
}

function rule({ ports, source }: MeshAllowance) {
  const from = sourceOf(source);
  return {
    ...(from === undefined ? {} : { from: [{ source: from }] }),
    ...(ports === undefined ? {} : { to: [{ operation: { ports: ports.map(String) } }] }),
  };
}

function sourceOf(source: MeshSource) {
  switch (source.kind) {
    case "workload":
      return { principals: [`${TRUST_DOMAIN}/ns/${source.namespace}/sa/${source.serviceAccountName}`] };
    case "namespace":
      return { namespaces: [source.namespace] };
    case "blocks":
      return { ipBlocks: source.cidrs };
    default:
      return undefined;
  }
}
