import type { DeliveryObject } from "./delivered-object";

/** Who starts traffic, as a mesh tells them apart. */
export type MeshSource =
  | { readonly kind: "workload"; readonly namespace: string; readonly serviceAccountName: string }
  | { readonly kind: "namespace"; readonly namespace: string }
  /** Somebody outside of the mesh, known by addresses. */
  | { readonly kind: "blocks"; readonly cidrs: readonly string[] }
  /** Somebody outside of the mesh, whom only a network policy tells apart. */
  | { readonly kind: "anybody" };

/** Whom somebody in a mesh lets in. */
export interface MeshAllowance {
  /** Who. */
  readonly source: MeshSource;
  /** TCP ports; undefined for every port. */
  readonly ports: readonly number[] | undefined;
}

/** Pods that network policies find by labels. */
export interface MeshPods {
  /** Labels of their namespace. @default - the policy's own namespace */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Their own. @default - every pod of the namespace */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** Somebody in a mesh, and all that was asked for. */
export interface MeshTarget {
  /** Name of the objects that are made. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Labels that select exactly its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Its TCP ports, as far as they are known. */
  readonly ports: readonly number[];
  /** Whom it lets in. */
  readonly allowances: readonly MeshAllowance[];
  /** Pods of the mesh that it lets in. */
  readonly from: readonly MeshPods[];
  /** Pods of the mesh that it reaches. */
  readonly to: readonly MeshPods[];
}

/** Objects of a mesh, each in the namespace of whom it is about. */
export type MeshManifest = DeliveryObject & { readonly metadata: { readonly namespace: string } };

/** What network policies have to let through beside what was asked: the mesh's own ways. */
export interface MeshWays {
  /** Port that traffic between pods of the mesh takes, whatever port it is for. */
  readonly tunnelPort: number;
  /** Addresses that probes of a node come from, once its pods are in the mesh. @default - as before */
  readonly probeCidr?: string;
  /** Pods of the control plane that each pod's proxy asks, and on which ports. @default - pods ask nobody */
  readonly control?: { readonly pods: MeshPods; readonly ports: readonly number[] };
}

function peerOf({ namespaceLabels, podLabels }: MeshPods) {
  return {
    ...(namespaceLabels === undefined ? {} : { namespaceSelector: { matchLabels: namespaceLabels } }),
    ...(podLabels === undefined ? {} : { podSelector: { matchLabels: podLabels } }),
  };
}

const tcp = (port: number) => ({ protocol: "TCP", port });

/**
 * What the mesh needs of the network for somebody, beside the policies that are there: policies add up. It opens the
 * tunnel between exactly those who asked for each other; nothing is needed for who speaks to nobody.
 */
export function tunnelPolicies(target: MeshTarget, ways: MeshWays): readonly MeshManifest[] {
  const { from, name, namespace, podLabels, ports, to } = target;
  const { control, probeCidr, tunnelPort } = ways;
  const probes =
    probeCidr === undefined || ports.length === 0
      ? []
      : [{ from: [{ ipBlock: { cidr: probeCidr } }], ports: ports.map(tcp) }];
  const ingress = [...probes, ...(from.length === 0 ? [] : [{ from: from.map(peerOf), ports: [tcp(tunnelPort)] }])];
  const egress = [
    ...(to.length === 0 ? [] : [{ to: to.map(peerOf), ports: [tcp(tunnelPort)] }]),
    ...(control === undefined ? [] : [{ to: [peerOf(control.pods)], ports: control.ports.map(tcp) }]),
  ];
  if (ingress.length === 0 && egress.length === 0) return [];
  const spec = {
    podSelector: { matchLabels: podLabels },
    policyTypes: [...(ingress.length === 0 ? [] : ["Ingress"]), ...(egress.length === 0 ? [] : ["Egress"])],
    ...(ingress.length === 0 ? {} : { ingress }),
    ...(egress.length === 0 ? {} : { egress }),
  };
  const metadata = { name: `${name}-mesh`, namespace };
  return [{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec }];
}
