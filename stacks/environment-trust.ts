import type { AcmeZone } from "../constructs/certificates";

/** An authority on the internet that teams of the environment may order certificates from, as ClusterIssuer `public`. */
export interface AcmeEntry {
  /** Address that the authority writes to, of a team rather than of a person. */
  readonly email: string;
  /** Zones of Route 53 in which names are proven. */
  readonly zones: readonly AcmeZone[];
}

/** How programs of an environment prove who they are, and encrypt what they say to each other. */
export interface TrustEntry {
  /** Program that encrypts between pods that are in it, and refuses whom nobody asked for. Chain nodes stay out. */
  readonly mesh: "istioAmbient";
  /** Certificates that browsers trust. On AWS alone. @default - none: those of the environment's Vault alone */
  readonly acme?: AcmeEntry;
}
