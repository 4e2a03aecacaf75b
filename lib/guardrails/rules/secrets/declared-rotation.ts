import type { JsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";

const ROTATION = "aws_secretsmanager_secret_rotation";

/** Tag by which a secret says how often it is changed, whoever changes it (`rotateEveryDays` of Palisade's secrets). */
const DECLARED = "palisade.dev/rotate-every-days";

/** A quarter, as the scanners have it. */
const MOST_DAYS = 90;

export const declaredRotation = guardrail({
  id: "secrets/declared-rotation",
  title: "Every secret in Secrets Manager is rotated within 90 days",
  severity: "low",
  why: "A secret that never changes is still good when somebody finds it in an old backup.",
  fix: "set rotateEveryDays, or add an aws_secretsmanager_secret_rotation, of at most 90 days; let a key that cannot be changed off, and say why",
  controls: { pci: ["8.3.9", "8.3.10.1", "8.6.3"], nist: ["AC-2(1)", "SC-12"] },
  aliases: ["CKV2_AWS_57", "CKV_AWS_304", "AwsSolutions-SMG4"],
  subject: "resource",
  types: ["aws_secretsmanager_secret"],
  check: ofMade((secret): readonly Judgement[] => {
    const { found, undecided } = secret.stack.references.belongingTo(secret, [ROTATION], "secret_id", ["name"]);
    if (found.length > 0)
      return found.flatMap((rotation) => judgements(isSoonEnough(rotation.config)).map((each) => on(rotation, each)));
    const declared = expectAt(secret.config, ["tags", DECLARED]).toBeAtMost(MOST_DAYS, "days", "not-applicable");
    if (declared !== undefined) return [declared];
    return [undecided.length > 0 ? unknown([]) : fail([], `an ${ROTATION}, or the tag ${DECLARED}`)];
  }),
  examples: () => {
    const secret = (says: string, rotation_rules?: unknown, secret_id = "$" + "{aws_secretsmanager_secret.it.id}") =>
      exampleOf(
        says,
        "aws_secretsmanager_secret",
        { name: "apps/db" },
        rotation_rules === undefined ? {} : { [ROTATION]: { it: { secret_id, rotation_rules } } },
      );
    const declaring = (says: string, days: string) =>
      exampleOf(says, "aws_secretsmanager_secret", { name: "apps/db", tags: { [DECLARED]: days } });
    return {
      pass: [
        declaring("one that says it is changed every quarter", "90"),
        secret("one that is rotated every month", [{ automatically_after_days: 30 }]),
        secret("one that is rotated every quarter", [{ automatically_after_days: 90 }], "apps/db"),
        secret("one on a schedule", [{ schedule_expression: "rate(10 days)" }]),
      ],
      fail: [
        secret("one that is not"),
        declaring("one that says it is changed later", "91"),
        secret("one that is rotated too late", [{ automatically_after_days: 91 }]),
        secret("one whose rotation says no time", [{ duration: "3h" }]),
        secret("one beside the rotation of another", [{ automatically_after_days: 30 }], "apps/other"),
      ],
      unknown: [
        secret("a rotation of what is named later", [{ automatically_after_days: 30 }], "$" + "{var.secret}"),
        declaring("an age from elsewhere", "$" + "{var.days}"),
        secret("days from elsewhere", [{ automatically_after_days: "$" + "{var.days}" }]),
      ],
      notApplicable: [
        {
          says: "one that is read",
          stacks: { example: { data: { aws_secretsmanager_secret: { it: { name: "it" } } } } },
        },
      ],
    };
  },
});

function isSoonEnough(config: JsonRecord): Judgement | undefined {
  const schedule = read(config, ["rotation_rules", "schedule_expression"]);
  return schedule.state === "absent"
    ? expectAt(config, "rotation_rules.automatically_after_days").toBeAtMost(MOST_DAYS, "days")
    : PASS;
}
