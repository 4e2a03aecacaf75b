/** What a known program is, in the words of the vocabulary. */
export type ProgramKind = "node" | "validator" | "signer" | "rpc-gateway" | "secret-server" | "database" | "monitoring";

/** What an option of a command line can put at risk. Each concern is the matter of one rule. */
export type Concern =
  | "slashing-protection"
  | "doppelganger"
  | "fee-recipient"
  | "admin-api"
  | "engine-secret"
  | "key-manager"
  | "signer-clients"
  | "signer-tls"
  | "signer-hosts"
  | "origins"
  | "node-key"
  | "sentry";

/** Address that a program listens at, as its options say it. */
export interface ListenOption {
  /** The option, by all its names. */
  readonly names: readonly string[];
  /** Whether it listens at the loopback address where nothing is said. */
  readonly isLoopbackByDefault: boolean;
}

/** An option that takes protection away, or that has to stand there. */
export interface WatchedOption {
  /** What it is about. */
  readonly concern: Concern;
  /** The option, by all its names, with their dashes. */
  readonly names: readonly string[];
  /** Whether a value is wrong; a switch without a value has the value `true`. @default - none is, the option only has to stand there */
  readonly isWrong?: (value: string) => boolean;
  /** Whether it is wrong that the option does not stand there. @default - the program's default is right */
  readonly isNeeded?: boolean;
  /** What has to stand there, as half a sentence. */
  readonly expected: string;
  /** Options of which one has to be on for this one to matter. @default - it matters always */
  readonly onlyWith?: readonly string[];
  /** Options of which one makes this one needless: a distributed validator needs no check for doppelgangers. @default - none */
  readonly unless?: readonly string[];
  /** Where the program listens; at the loopback address the option harms nobody. @default - it harms wherever it listens */
  readonly listen?: ListenOption;
  /** Whether it is right all the same beside a signer that keeps a database of what it signed. @default false */
  readonly isRightWithProtectedSigner?: boolean;
}

/** How a program keeps from signing twice. */
export interface Protection {
  /** Option that names a database which several instances may share. @default - it has none: exactly one may run */
  readonly databaseOption?: readonly string[];
  /** Options by which it leaves the protection to a signer. @default - it never does */
  readonly remoteSignerOptions?: readonly string[];
  /**
   * Whether a key may be split into shares, one for each instance, of which more than half must agree on a signature.
   * Each instance then keeps a memory of its own, and a key has one place: all of them together. @default false
   */
  readonly sharesKeys?: boolean;
}

/** Exits after which a program must stay down. */
export interface StayDown {
  /** Exit codes that mean a doppelganger or a slashing. */
  readonly exitCodes: readonly number[];
}

/** A release before which the program must not run. */
export interface VersionFloor {
  /** First release that may run; undefined where none may any more. @default - none may */
  readonly version?: string;
  /** What is wrong with earlier ones, as half a sentence. */
  readonly because: string;
}

/** When a program that can do without it signs what must not be signed twice. */
export interface SigningMode {
  /** Options of which one makes it sign. */
  readonly options: readonly string[];
  /** Options that keep it from signing all the same. @default - none */
  readonly unless?: readonly string[];
}

/** A program that is known by its image, or by the word that starts it. */
export interface KnownProgram {
  /** Its name as people write it. */
  readonly name: string;
  /** What it is. */
  readonly kind: ProgramKind;
  /** Repositories that it is published under, without the registry; none for one that is published without an image. */
  readonly repositories: readonly string[];
  /** Where the repositories and options were read. */
  readonly source: string;
  /** Words of a command line by which the image is this program, and no other that ships in it. @default - any command line */
  readonly words?: readonly string[];
  /** Words that start it, by which it is known in an image of one's own and on a machine. @default - its image alone tells */
  readonly commands?: readonly string[];
  /** Start of environment variables that are read as options, each for options in capitals with underscores. @default - none */
  readonly environmentPrefixes?: readonly string[];
  /** Options that name a file with more options. @default - none */
  readonly configurationOptions?: readonly string[];
  /** Options that rules look at. @default - none */
  readonly options?: readonly WatchedOption[];
  /** Port of the engine API, and the options that move it. @default - it has none */
  readonly engine?: { readonly port: number; readonly options: readonly string[]; readonly listen: ListenOption };
  /** Ports at which it answers calls that belong behind a gateway. @default - none */
  readonly callPorts?: readonly number[];
  /** How it keeps from signing twice, where it signs what must not be signed twice. @default - it signs no such thing */
  readonly protection?: Protection;
  /** When it signs what must not be signed twice. @default - always, where it has a way to keep from signing twice */
  readonly signsWith?: SigningMode;
  /** After which exits it must stay down. @default - none is known */
  readonly stayDown?: StayDown;
  /** Options that give the public keys it signs with. @default - none */
  readonly keyOptions?: readonly string[];
  /** Releases that must not run any more. @default - none is known */
  readonly floors?: readonly VersionFloor[];
}
