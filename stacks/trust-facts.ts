/** Namespaces of what the trust stack brings. */
export const TRUST_NAMESPACES = { certificates: "cert-manager", mesh: "istio-system" } as const;
