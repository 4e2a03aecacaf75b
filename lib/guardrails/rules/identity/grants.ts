import { globsMeet, policyGlob, serviceOfArn } from "../../../truth/aws/glob";
import { holdsReference, REFERENCE } from "../../../truth/terraform-text";
import type { PolicyView } from "../../subjects/policy-view";
import type { ResourceView } from "../../subjects/resource-view";
import type { StatementView } from "../../subjects/statement-view";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { conditionsOf } from "./policy-conditions";
import { policyHolders } from "./policy-holders";

/** Policies that give nothing by themselves: they only bound what others give. */
const BOUNDS: readonly string[] = ["aws_organizations_policy", "aws_vpc_endpoint", "aws_vpc_endpoint_policy"];

/** What hands a policy to somebody, and what only bounds somebody by it. */
const ATTACHMENTS: readonly string[] = [
  ...["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment"],
  ...["aws_iam_policy_attachment", "aws_iam_role_policy_attachments_exclusive"],
];
const BOUNDED: readonly string[] = ["aws_iam_role", "aws_iam_user"];
const BOUNDARY = "permissions_boundary";

/**
 * `*`, every resource of a service, `arn:aws:s3:::*`, or every resource of a type, `arn:aws:iam::*:role/*`. An ARN of S3
 * names no type: what stands before the slash is a bucket. With devices and profiles alone nobody becomes anybody.
 */
const EVERYTHING =
  /^(\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:\*(\/\*)?|arn:[^:]*:(?!s3:)[^:]*:[^:]*:[^:]*:(?!mfa|instance-profile)[a-z-]+[/:]\*)$/;

/** `*`, or an ARN of every resource of every service: `arn:aws:*:*:*:*`, `arn:*:*:*:*:*:*`. */
const EVERY_SERVICE = /^(\*+|arn:\*|arn:[^:]*(:\*+)+|arn:[^:]*:\*+:[^:]*:[^:]*:\*+)$/;

/** Services that hand out identities, keys and secrets. */
const GUARDING: readonly string[] = ["iam", "kms", "sts", "organizations", "secretsmanager"];

/** Conditions that leave every resource within reach. */
const LEAVES_ALL: readonly string[] = ["aws:securetransport", "aws:requestedregion", "aws:currenttime"];

/**
 * Whether a statement gives whoever holds the policy something. In the policy of a resource, which names who may,
 * `*` is that resource itself.
 */
export function isGrant({ allows, elements, policy }: StatementView): boolean {
  return allows && elements["Principal"] === undefined && elements["NotPrincipal"] === undefined && !isBound(policy);
}

/**
 * Whether a policy gives nothing by itself, and only bounds what others give: one of an organisation or an endpoint, or a
 * permissions boundary, which nobody in the stack holds as a policy.
 */
export function isBound(policy: PolicyView): boolean {
  return (
    policyHolders(policy, BOUNDS).length > 0 || policyHolders(policy, ["aws_iam_policy"]).some(isPermissionsBoundary)
  );
}

/** Its name tells where those whom it bounds stand in other stacks. */
function isPermissionsBoundary(resource: ResourceView): boolean {
  const { stack, config } = resource;
  const { references } = stack;
  const holders = stack.ofType(...BOUNDED);
  const handsOn = [
    ...stack.ofType(...ATTACHMENTS).map(({ raw }) => raw),
    ...holders.map(({ raw }) => raw["managed_policy_arns"]),
  ];
  if (references.from(handsOn).includes(resource)) return false;
  const isNamedSo = ["name", "name_prefix"].some((argument) => /boundary/i.test(String(config[argument])));
  return isNamedSo || references.from(holders.map(({ raw }) => raw[BOUNDARY])).includes(resource);
}

/** Whether a resource of a policy stands for all of them, or for all of one type. */
export function isEverything(resource: string): boolean {
  return isEveryService(resource) || EVERYTHING.test(resource);
}

/** Whether an action of a policy is every one: `*`, `**`, `*:*`. */
export function isEveryAction(action: string): boolean {
  return /^[*:]+$/.test(action);
}

/** Whether an action is every one of a service that guards others, `iam:*`, which is the matter of a rule of its own. */
export function isAllOfGuarding(action: string): boolean {
  return GUARDING.some((service) => action.toLowerCase() === `${service}:*`);
}

/** Whether a resource of a policy stands for everything of every service. */
export function isEveryService(resource: string): boolean {
  return EVERY_SERVICE.test(resource);
}

/** Services of which a statement allows every action on all that is theirs: `*` on `arn:aws:s3:::*`. */
export function wholeServicesOf({ actions, resources }: StatementView): readonly string[] {
  if (!actions.some(isEveryAction)) return [];
  return resources.filter(isEverything).flatMap((resource) => serviceOfArn(resource) ?? []);
}

/** Whether a statement requires something that leaves part of the resources out of reach. */
export function isNarrowed(statement: StatementView): boolean {
  return conditionsOf(statement).some(({ key }) => !LEAVES_ALL.includes(key));
}

/**
 * Judges a grant by what it lets do with everything. All of a service that guards others, `iam:*`, and everything on
 * everything are no business of it: they have rules of their own.
 *
 * @param actions what nobody may do with everything, in small letters: `iam:passrole`
 * @param expected what has to stand there instead
 */
export function judgeActionsOnEverything(
  statement: StatementView,
  actions: readonly string[],
  expected: string,
): Judgement | undefined {
  if (!isGrant(statement)) return undefined;
  const met = [...statement.actions, ...wholeServicesOf(statement).map((service) => `${service}:*`)]
    .filter((action) => !isEveryAction(action) && !isAllOfGuarding(action))
    .filter((action) => meetsAny(action, actions));
  if (met.length === 0) return undefined;
  if (!statement.resources.some(isEverything) || isNarrowed(statement)) return PASS;
  const certain = met.filter((action) => !holdsReference(action));
  return certain.length > 0 ? fail([], expected, certain) : unknown([]);
}

/** Most actions are known as they stand, and there are many. */
const NOT_KNOWN = new RegExp(`[$${REFERENCE}]`);

function meetsAny(action: string, actions: readonly string[]): boolean {
  // A name that is not known at all says nothing of what it may be.
  if (action === REFERENCE) return false;
  const pattern = (NOT_KNOWN.test(action) ? policyGlob(action) : action).toLowerCase();
  if (!/[*?]/.test(pattern)) return actions.includes(pattern);
  return actions.some((each) => globsMeet(pattern, each));
}
