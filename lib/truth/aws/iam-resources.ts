import { closestNames } from "../../core/closest-names";
import type { Examination } from "../examination";
import { REFERENCE } from "../terraform-text";
import { type Vouched, vouchingText } from "../vouched";
import { arnsMeet, policyGlob, referenceGlob, serviceOfArn } from "./glob";
import type { NamedAction, StatementActions } from "./iam-actions";
import { iamDataDate, iamDataName, iamDataSource, iamService } from "./iam-data";
import type { PolicyStatement } from "./policy-statement";

/** A type of resource that an action of the statement is about. */
interface ResourceType {
  /** Service of the action, which need not be that of the ARN: `wafv2` guards load balancers. */
  readonly service: string;
  readonly name: string;
  /** Template of its ARNs. */
  readonly arn: string;
}

/**
 * ARNs that AWS's service reference does not list. Macros and transforms: AWS CloudFormation User Guide, "Control access
 * with IAM", where a change set with one needs the right to it.
 */
const UNLISTED_ARNS: readonly string[] = ["arn:*:cloudformation:*:aws:transform/*"];

/**
 * Actions that the service reference gives no resource, and that AWS's own policies narrow by one all the same (AWS
 * Systems Manager User Guide, "Sample IAM policies for Session Manager": the ARN of a session).
 */
const NARROWED_ALL_THE_SAME: readonly string[] = ["ssmmessages:OpenDataChannel"];

/** Services of two names, of which AWS takes either in actions and in ARNs (Developer Tools console, "Connections rename"). */
const RENAMED: readonly (readonly string[])[] = [["codeconnections", "codestar-connections"]];

/** What the examination of one statement hands on. */
interface Place {
  readonly where: string;
  readonly examination: Examination;
  readonly vouched: Vouched;
}

/**
 * Checks that every resource is one that some action of the statement is about, and every action one that some
 * resource of the statement fits. Says nothing where the actions are not all known.
 */
export function checkResources(
  statement: PolicyStatement,
  actions: StatementActions,
  where: string,
  examination: Examination,
  vouched: Vouched,
): void {
  if (!actions.complete || actions.named.length === 0 || statement.resources.length === 0) return;
  if (statement.resources.includes("*")) return;
  const types = resourceTypesOf(actions.named);
  const matched = new Set<ResourceType>();
  const place = { where, examination, vouched };
  for (const resource of statement.resources) {
    const fitting = types.filter((type) => arnsMeet(policyGlob(resource), referenceGlob(type.arn)));
    for (const type of fitting) {
      matched.add(type);
      if (!resource.startsWith("arn:")) continue;
      examination.checked({ kind: "IAM name", of: iamDataName(), name: `resource type ${type.service}:${type.name}` });
    }
    if (fitting.length === 0 && types.length > 0) judgeResource(resource, types, place);
  }
  judgeActions(actions.named, matched, place);
}

/** No action of the statement is about the resource: it has a type that does not exist, or stands in the wrong place. */
function judgeResource(resource: string, types: readonly ResourceType[], place: Place): void {
  const { where, examination, vouched } = place;
  const glob = policyGlob(resource);
  const prefix = serviceOfArn(glob);
  if (prefix === undefined || UNLISTED_ARNS.some((known) => arnsMeet(glob, known))) return;
  const service = iamService(prefix);
  const templates = [...(service?.resourceTypes.values() ?? [])];
  const exists = templates.some((template) => arnsMeet(glob, referenceGlob(template)));
  const got = resource.replaceAll(REFERENCE, "$" + "{…}");
  const renamed = RENAMED.find((names) => names.includes(prefix));
  if (exists && types.some((type) => renamed?.includes(type.service))) return;
  const name = `resource type ${got}`;
  if (vouched.lets(name)) {
    examination.unchecked({ kind: "IAM name", of: iamDataName(), name });
    return;
  }
  if (service !== undefined && !exists) {
    examination.refuse({
      where,
      what: `IAM of ${iamDataDate()} has no resource type of ${prefix} with such an ARN`,
      got,
      allowed: `the closest are ${closestNames(got, templates).join(", ")}`,
      doThis: `correct the ARN; if AWS has it: ${vouchingText(name)}`,
      source: iamDataSource(),
    });
    return;
  }
  const problem = {
    where,
    what: `no action of the statement is about such a resource, says IAM of ${iamDataDate()}`,
    got,
    allowed: closestNames(
      got,
      types.map((type) => type.arn),
    ).join(", "),
    doThis: `correct the ARN, or name an action that takes it; if one does: ${vouchingText(name)}`,
    source: iamDataSource(),
  };
  // The reference may lack a type of an action's own service. It does not lack a whole other service.
  const own = types.some((type) => type.service === prefix || serviceOfArn(type.arn) === prefix);
  if (own) examination.warn(problem);
  else examination.refuse(problem);
}

/** An action that none of the statement's resources fits is in the statement for nothing. A wildcard may stand for some. */
function judgeActions(
  named: readonly NamedAction[],
  matched: ReadonlySet<ResourceType>,
  { where, examination }: Place,
): void {
  const about = new Set([...matched].map(({ service, name }) => `${service}:${name}`));
  const idle = named.filter(
    ({ service, action, literal }) =>
      literal && !action.resourceTypes.some((type) => about.has(`${service.prefix}:${type}`)),
  );
  const starOnly = idle.filter(
    (one) => one.action.resourceTypes.length === 0 && !NARROWED_ALL_THE_SAME.includes(nameOf(one)),
  );
  if (starOnly.length > 0) {
    examination.warn({
      where,
      what: `AWS takes no resource but * for ${starOnly.map(nameOf).join(", ")}, says IAM of ${iamDataDate()}: the statement does not apply to it`,
      allowed: '"Resource": "*"',
      doThis: 'give it a statement of its own with "*" as the resource; a condition can narrow that',
      source: iamDataSource(),
    });
  }
  const others = idle.filter(({ action }) => action.resourceTypes.length > 0);
  // Where no resource fits any action at all, each resource was judged already.
  if (others.length === 0 || about.size === 0) return;
  examination.warn({
    where,
    what: `no resource of the statement is one for ${others.map(nameOf).join(", ")}, says IAM of ${iamDataDate()}`,
    allowed: closestNames(others[0]?.action.resourceTypes[0] ?? "", arnsOf(others)).join(", "),
    doThis: "add a resource of that type, or leave the action out",
    source: iamDataSource(),
  });
}

function nameOf({ service, action }: NamedAction): string {
  return `${service.prefix}:${action.name}`;
}

function arnsOf(named: readonly NamedAction[]): ReadonlySet<string> {
  return new Set(resourceTypesOf(named).map((type) => type.arn));
}

function resourceTypesOf(named: readonly NamedAction[]): readonly ResourceType[] {
  const types = new Map<string, ResourceType>();
  for (const { service, action } of named) {
    for (const name of action.resourceTypes) {
      const arn = service.resourceTypes.get(name) ?? "*";
      types.set(`${service.prefix}:${name}`, { service: service.prefix, name, arn });
    }
  }
  return [...types.values()];
}
