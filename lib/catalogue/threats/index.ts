import { KEY_THREATS } from "./key-threats";
import { PLATFORM_THREATS } from "./platform-threats";
import { SUPPLY_THREATS } from "./supply-threats";
import type { ThreatSpec } from "./types";

export * from "./attackers";
export * from "./types";

/** Everything that somebody tries, as far as it is known here. */
export const THREATS: readonly ThreatSpec[] = [...KEY_THREATS, ...PLATFORM_THREATS, ...SUPPLY_THREATS];

/**
 * What is outside of the model as a whole: taken for granted, and neither made nor checked here.
 */
export const TAKEN_FOR_GRANTED: readonly string[] = [
  "AWS, the makers of its hardware, and the curves and hashes that chains use.",
  "The programs that are run: clients of chains, signers, Vault, Kubernetes. Their versions are watched, their code is not read.",
  "The identity provider by which people log in, their second factors, and how people are hired and leave.",
  "Contracts on chains, bridges and counterparties.",
  "Buildings, safes and devices of custodians. What is declared of them is believed.",
  "That `cdktf`, the providers' bindings and Terraform do what they say. The rehearsal sees plans, and no cloud.",
];
