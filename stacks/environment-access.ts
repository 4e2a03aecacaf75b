import type { SecondFactor } from "../constructs/access";

/** How people reach the private machines of an environment's account. */
export interface AccessEntry {
  /** Name of the IAM role of those who forward a port to the cluster's API; it has to exist. */
  readonly operatorRoleName: string;
  /** Who asks them for a second factor. @default - AWS does */
  readonly secondFactor?: SecondFactor;
}
