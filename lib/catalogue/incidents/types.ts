import type { AccountAlarmName } from "../aws/account-alarms";

/** Names of the classes of incidents, in the order of the docs. */
export const INCIDENT_IDS = ["key-compromise", "signer-anomaly", "secret-leak", "supply-chain", "intrusion"] as const;

/** A class of incidents. */
export type IncidentId = (typeof INCIDENT_IDS)[number];

/** One thing to do. */
export interface IncidentStep {
  /** What to do and why, as sentences. May hold Markdown. */
  readonly text: string;
  /** Commands, one a line. Words in capitals stand for names. @default - nothing to type */
  readonly commands?: readonly string[];
}

/** Something by which an incident is noticed. */
export type IncidentSign =
  /** An alert of the catalogue, by its name. */
  | { readonly alert: string }
  /** An alarm on the log of the account. */
  | { readonly alarm: AccountAlarmName }
  /** Anything else, as a sentence. */
  | { readonly text: string };

/** A part of Palisade that helps. */
export interface IncidentHelp {
  /** What is exported, after its family: `keys/KeySource.awsKms`. */
  readonly construct: string;
  /** Its prop or option that counts here. @default - the construct as it is */
  readonly prop?: string;
  /** What it does for whoever stands in the incident, as half a sentence. */
  readonly helps: string;
}

/** What people do in one class of incidents. */
export interface IncidentSpec {
  /** Name of its page. */
  readonly id: IncidentId;
  /** Heading. */
  readonly title: string;
  /** What belongs to it and what not, in two or three sentences. */
  readonly about: string;
  /** How it is noticed. */
  readonly signs: readonly IncidentSign[];
  /** Before anybody understands it: minutes, by whoever is there. */
  readonly firstMinutes: readonly IncidentStep[];
  /** So that it gets no worse. */
  readonly contain: readonly IncidentStep[];
  /** What happened, since when, and what else. */
  readonly findOut: readonly IncidentStep[];
  /** Back to work. */
  readonly recover: readonly IncidentStep[];
  /** So that it does not come again. */
  readonly afterwards: readonly IncidentStep[];
  /** What makes it worse. */
  readonly never: readonly string[];
  /** What of Palisade helps, when it was there before. */
  readonly helps: readonly IncidentHelp[];
  /** Pages that go further, from `docs/runbooks/incidents`: title and path. */
  readonly further: Readonly<Record<string, string>>;
  /** Where the facts were read. */
  readonly sources: readonly string[];
}
