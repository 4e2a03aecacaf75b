/** A kind of thing that a trail is made of, by how a call names it. */
export type TrailPart = "alarm" | "bucket" | "log-group" | "log-group-arn" | "rule" | "subscription-arn" | "topic-arn";

/** Calls of one service that are worth an alarm, by the names CloudTrail gives them. */
export interface WatchedCalls {
  /** Service as CloudTrail writes it, without `.amazonaws.com`. */
  readonly service: string;
  /** Names of the calls. */
  readonly calls: readonly string[];
  /** Only those on what the trail itself is made of. @default - on anything */
  readonly on?: {
    readonly part: TrailPart;
    /** Where in `requestParameters` the call says what it is done to. */
    readonly parameter: string;
    /** Whether that is a list of names. @default - false */
    readonly list?: true;
  };
}

/** Something in the log of an account that somebody has to hear of. */
export interface AccountAlarmSpec {
  /** What happened, as one sentence. */
  readonly says: string;
  /** What to do about it, as one sentence. */
  readonly doThis: string;
  /** What it is found by: calls, or a filter pattern of CloudWatch Logs of its own. */
  readonly found: readonly WatchedCalls[] | string;
  /** How often it has to be seen in five minutes. @default 1 */
  readonly threshold?: number;
  /** Ordinary work raises it too, such as an apply of Terraform; then it is off unless it is asked for. @default - false */
  readonly everyday?: true;
  /** It blinds or locks out whoever would look: it is told within seconds too, for the trail's own region. @default - false */
  readonly urgent?: true;
}
