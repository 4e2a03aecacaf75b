/** A Kubernetes object that has to do with secrets; never one with a secret value in it. */
export interface DeliveryObject {
  /** Group and version, such as `external-secrets.io/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `ExternalSecret`. */
  readonly kind: string;
  /** Its name, and what is noted on it. */
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  /** Whatever else the kind has. */
  readonly [field: string]: unknown;
}

/** How an operator logs in for one reader: to Vault, as the reader's own service account. */
export interface VaultDeliveryLogin {
  readonly kind: "vault";
  /** Address of the server. */
  readonly address: string;
  /** Certificate of the authority that signed the server's, in PEM form. @default - one that the operator trusts anyway */
  readonly certificateAuthority?: string;
  /** Path of the KV v2 mount of the store. */
  readonly mount: string;
  /** Path of the auth method. */
  readonly authPath: string;
  /** Name of the reader's role; may be a live reference. */
  readonly role: string;
  /** The reader's service account. */
  readonly serviceAccountName: string;
  /** Audience of the token it logs in with. */
  readonly audience: string;
}

/** How an operator logs in for one reader: to AWS, through a service account that may take on one IAM role. */
export interface AwsDeliveryLogin {
  readonly kind: "aws";
  /** Region of the store. */
  readonly region: string;
  /** Service account that stands for the reader at AWS. */
  readonly serviceAccountName: string;
}

/** How an operator logs in for one reader. */
export type DeliveryLogin = VaultDeliveryLogin | AwsDeliveryLogin;

/** What a Kubernetes Secret is filled from. */
export interface SecretSource {
  /**
   * What stands there. `stored` is what somebody wrote; `rotating` is a credential that the store itself changes now and
   * then; `leased` is a credential that is made for each reading and ends with its lease.
   */
  readonly kind: "stored" | "rotating" | "leased";
  /** Path below its mount; the name of a secret of AWS. */
  readonly path: string;
  /** Path of the mount of what Vault makes itself. @default - the store's own mount */
  readonly engineMount?: string;
  /** Names of its values. */
  readonly keys: readonly string[];
  /** Seconds until a changed value reaches the reader; a leased one follows its lease. */
  readonly refreshSeconds: number;
  /** Days until the value has to be changed. @default - nobody said so */
  readonly rotateEveryDays?: number;
}

/** A workload that is restarted when a secret of its changes. */
export interface RestartTarget {
  /** Kind of its controller. */
  readonly kind: "Deployment" | "StatefulSet";
  /** Its name. */
  readonly name: string;
}

/** Annotation that says after how many days a value has to be changed. */
export const ROTATE_EVERY_DAYS = "palisade.dev/rotate-every-days";

/** Annotations of what fills a secret. */
export function sourceAnnotations({ rotateEveryDays }: SecretSource): { annotations?: Record<string, string> } {
  if (rotateEveryDays === undefined) return {};
  return { annotations: { [ROTATE_EVERY_DAYS]: String(rotateEveryDays) } };
}
