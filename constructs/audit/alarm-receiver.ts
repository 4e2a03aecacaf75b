import type { IConstruct } from "constructs";
import { holdsToken, shortDigest } from "../../lib/core/digest";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { writtenText } from "../core/written-text";

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const QUEUE = /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/;
const FUNCTION = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}$/;

function oddReceiver(what: string, got: unknown, allowed: string): Problem {
  return { what, got, allowed, doThis: "correct it, or no alarm is ever heard" };
}

/** Who hears an alarm. There is none for a web address: those of alerting services are a key by themselves. */
export class AlarmReceiver {
  /** A mailbox that several people read. Somebody has to follow the link in the first mail. @throws PalisadeError when it is none */
  public static email(address: string): AlarmReceiver {
    return AlarmReceiver.of("email", address, EMAIL, "an alarm goes to what is no mailbox", "security@example.org");
  }

  /** A queue of SQS, whose policy lets SNS send. @throws PalisadeError when it is none */
  public static queue(arn: string): AlarmReceiver {
    const example = "arn:aws:sqs:eu-central-1:123456789012:alarms";
    return AlarmReceiver.of("sqs", arn, QUEUE, "an alarm goes to what is no queue", example);
  }

  /** A function of Lambda, which SNS may call, such as one that wakes whoever is on call. @throws PalisadeError when it is none */
  public static function(arn: string): AlarmReceiver {
    const example = "arn:aws:lambda:eu-central-1:123456789012:function:page";
    return AlarmReceiver.of("lambda", arn, FUNCTION, "an alarm goes to what is no function", example);
  }

  private static of(protocol: string, endpoint: string, form: RegExp, what: string, allowed: string): AlarmReceiver {
    const fits =
      typeof endpoint === "string" && (form.test(endpoint) || (protocol !== "email" && holdsToken(endpoint)));
    if (!fits) throw new PalisadeError([oddReceiver(what, endpoint, allowed)]);
    return new AlarmReceiver(protocol, endpoint);
  }

  /** @param protocol in the words of SNS */
  private constructor(
    public readonly protocol: string,
    public readonly endpoint: string,
  ) {}

  /** What it is, in one line. @param scope says what a reference stands for */
  public text(scope: IConstruct): string {
    return `${this.protocol} ${writtenText(scope, this.endpoint)}`;
  }

  /** Tells it from other receivers, and stays when their order changes. @param scope says what a reference stands for */
  public id(scope: IConstruct): string {
    return `${this.protocol}-${shortDigest(this.text(scope))}`;
  }
}
