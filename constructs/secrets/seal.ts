import type { Problem } from "../../lib/core/errors";
import type { IPeer } from "../core/peer";

/** Options of `Seal.awsKms`. */
export interface AwsKmsSealOptions {
  /** Region that the key is made in: the region of the cluster. */
  readonly region: string;
  /**
   * ARN of the SNS topic that is told when somebody disables the key, has it deleted or changes who may use it. Its
   * policy has to let `events.amazonaws.com` publish, and the account needs a trail for AWS to notice.
   */
  readonly alarmTopicArn: string;
  /**
   * ARNs of roles that may disable the key and have it deleted, when nothing else is left.
   * @default - nobody may, before the key's policy is changed
   */
  readonly breakGlassRoleArns?: readonly string[];
  /**
   * Where the servers reach KMS, on port 443.
   * @default - the cluster's own network, where an interface endpoint for KMS stands; the internet, when the cluster
   * does not say which network it is in
   */
  readonly reachedAt?: IPeer;
}

/** How a server gets at the key that its storage is encrypted with. */
export type SealSpec = ({ readonly kind: "awsKms" } & AwsKmsSealOptions) | { readonly kind: "embedded" };

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const TOPIC = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** What keeps a server's storage closed, and opens it when the server starts. */
export class Seal {
  /** A key of its own in AWS KMS: a server that restarts opens itself, and without the key nothing can be read. */
  public static awsKms(options: AwsKmsSealOptions): Seal {
    return new Seal({ kind: "awsKms", ...options });
  }

  /**
   * No seal at all: the chart's development mode, one server that forgets everything when it stops and speaks no TLS.
   * For a cluster on a desk; a guardrail refuses it everywhere else.
   */
  public static embedded(): Seal {
    return new Seal({ kind: "embedded" });
  }

  private constructor(
    /** Which of the two it is, and its options. */
    public readonly spec: SealSpec,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    const { spec } = this;
    if (spec.kind === "embedded") return [];
    return [
      ...(REGION.test(spec.region) ? [] : [badRegion(spec.region)]),
      ...(TOPIC.test(spec.alarmTopicArn) ? [] : [badTopic(spec.alarmTopicArn)]),
      ...(spec.breakGlassRoleArns ?? []).filter((arn) => !ROLE.test(arn)).map(badRole),
    ];
  }
}

function badRegion(got: string): Problem {
  return {
    what: "the seal's region is not one of AWS",
    got,
    allowed: "a region such as eu-central-1",
    doThis: "give the region of the cluster",
  };
}

function badTopic(got: string): Problem {
  return {
    what: "alarmTopicArn is not the ARN of an SNS topic",
    got,
    allowed: "arn:aws:sns:<region>:<account>:<name>",
    doThis: "give the topic that wakes whoever looks after the keys",
  };
}

function badRole(got: string): Problem {
  return {
    what: "a break-glass role is not named by its ARN",
    got,
    allowed: "arn:aws:iam::<account>:role/<name>, without wildcards",
    doThis: "name the role itself, or leave the list out",
  };
}
