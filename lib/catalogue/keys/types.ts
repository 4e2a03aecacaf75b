/** A curve that chains sign with. */
export type CurveName = "secp256k1" | "ed25519" | "bls12-381";

/** What is known about a curve. */
export interface CurveSpec {
  /** Its name in the catalogue. */
  readonly name: CurveName;
  /** Its name as people write it. */
  readonly title: string;
  /** What is signed with it, in one sentence. */
  readonly signs: string;
  /** Forms of a public identifier of such a key: its public key, or the address that follows from it. */
  readonly identifiers: readonly IdentifierForm[];
  /** Where the facts were read. */
  readonly source: string;
}

/** One form of a public identifier. */
export interface IdentifierForm {
  /** What it is called in messages, with an example of its beginning. */
  readonly title: string;
  /** What it looks like as a whole. */
  readonly pattern: RegExp;
}

/** What holds keys. */
export type CustodyKind =
  | "aws-kms"
  | "cloud-hsm"
  | "nitro-enclave"
  | "vault-keystores"
  | "yubihsm"
  | "external-mpc"
  | "multisig"
  | "cold";

/** What a person does in one situation. */
export interface KeyProcedure {
  /** When it is done, in one sentence. */
  readonly when: string;
  /** What to do, in this order. */
  readonly steps: readonly string[];
  /** What makes it worse. @default - nothing in particular */
  readonly never?: readonly string[];
}

/** What is known about one way to keep keys. */
export interface CustodySpec {
  /** Its name in the catalogue. */
  readonly kind: CustodyKind;
  /** Its name as people write it. */
  readonly title: string;
  /** What it is, in one or two sentences. */
  readonly about: string;
  /** Curves of the keys that it can hold and that something can sign with there. */
  readonly curves: readonly CurveName[];
  /** Why the other curves are missing. */
  readonly curveReason: string;
  /** `online` signs whenever it is asked, `device` with a machine at hand, `people` when people come together. */
  readonly signsBy: "online" | "device" | "people";
  /** Who may use its keys. */
  readonly use: string;
  /** How a key comes back when it is lost. */
  readonly recovery: string;
  /** What Palisade makes of it, and what it only writes down. */
  readonly made: string;
  /** Changing the key on purpose. */
  readonly rotation: KeyProcedure;
  /** The key, or the way to it, is lost. */
  readonly loss: KeyProcedure;
  /** Somebody else has the key, or may use it. */
  readonly compromise: KeyProcedure;
  /** Where the facts were read. */
  readonly sources: readonly string[];
}
