/** Somebody else's account that fetches. */
export interface BucketReaderProps {
  /** Twelve-digit number of the account that the reader works in. */
  readonly accountId: string;
  /** What the reader says to show that it comes on your behalf; it gives you one, and it is no secret. */
  readonly externalId: string;
  /** Whether a queue tells the reader of every new file. @default true */
  readonly notifications?: boolean;
}

/** Somebody else's address that is sent to. */
export interface HttpEndpointProps {
  /** Address that takes what Amazon Data Firehose sends, over HTTPS and without a key in it. */
  readonly url: string;
  /**
   * ARN of the secret in Secrets Manager that holds the access token, as `{"api_key": "…"}`. A person or a program
   * writes it there; it never enters Terraform.
   */
  readonly tokenSecretArn: string;
  /** ARN of the KMS key of that secret. @default - the key that Secrets Manager keeps */
  readonly tokenKeyArn?: string;
}

/** Where the audit log goes besides its bucket. */
export class SiemExport {
  /** A reader in another account, which takes on a role, is told of new files by a queue, and reads the buckets. */
  public static bucketReader(props: BucketReaderProps): SiemExport {
    return new SiemExport({ kind: "bucket-reader", ...props });
  }

  /** An address that every event of the trail and every finding is sent to within a minute or so. */
  public static httpEndpoint(props: HttpEndpointProps): SiemExport {
    return new SiemExport({ kind: "http-endpoint", ...props });
  }

  private constructor(
    /** What was chosen. */
    public readonly choice:
      | ({ readonly kind: "bucket-reader" } & BucketReaderProps)
      | ({ readonly kind: "http-endpoint" } & HttpEndpointProps),
  ) {}
}
