/** Where AWS's API takes an argument of the Terraform provider, reviewed by hand. */
export interface ApiPlace {
  /** Path of members below the operation's input; lists are stepped into. @default - the argument's own path, in the API's spelling */
  readonly member?: string;
  /** Another operation than that of the type, such as `ec2 CreateTags`. @default - that of the type */
  readonly operation?: string;
  /** The provider adds 26 characters of its own: `UniqueIDSuffixLength` in helper/id of terraform-plugin-sdk v2. @default false */
  readonly isPrefix?: boolean;
  /** Words that the provider takes beside the API's. @default - none */
  readonly also?: readonly string[];
  /**
   * What the model says in the documentation of the member only. The script finds every word and number of it there.
   * @default - the model's own enumeration, pattern and bounds
   */
  readonly said?: SaidConstraint;
}

/** A constraint that a model gives in words. */
export interface SaidConstraint {
  readonly words?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

/** The arguments of one type that one operation takes. */
export interface ApiArguments {
  /** Service as botocore calls it, and operation: `kms CreateKey`. */
  readonly operation: string;
  readonly arguments: Readonly<Record<string, ApiPlace>>;
}

/** The API has the argument under its own name. */
export const same: ApiPlace = {};
/** The API has it elsewhere in the operation's input. */
export const member = (path: string, place: Omit<ApiPlace, "member"> = {}): ApiPlace => ({ ...place, member: path });
/** A prefix of a name in the API. */
export const prefix = (path: string): ApiPlace => ({ member: path, isPrefix: true });

/** Tags of whatever EC2 makes. */
export const EC2_TAGS = { tags: member("Tags", { operation: "ec2 CreateTags" }) };
