/** Namespaces of what the trust stack brings, which the guard leaves alone: charts bring the pods there. */
export const TRUST_NAMESPACES = { certificates: "cert-manager", mesh: "istio-system" } as const;
