import { closestNames } from "../../core/closest-names";
import type { Examination } from "../examination";
import { holdsReference } from "../terraform-text";
import { type Vouched, vouchingText } from "../vouched";
import { globsMeet, policyGlob } from "./glob";
import {
  type IamAction,
  type IamService,
  iamDataDate,
  iamDataName,
  iamDataSource,
  iamService,
  iamServicePrefixes,
} from "./iam-data";
import type { PolicyStatement } from "./policy-statement";

/** One action that a statement names, with its service. */
export interface NamedAction {
  readonly service: IamService;
  readonly action: IamAction;
  /** True where the statement names the action itself, false where a wildcard stands for it. */
  readonly literal: boolean;
}

/** The actions of a statement. */
export interface StatementActions {
  /** Every one it names, wildcards expanded. Of `NotAction` none: everything else is what the statement is about. */
  readonly named: readonly NamedAction[];
  /** False where some are not known: a reference, a mistake, every action of every service. */
  readonly complete: boolean;
}

/**
 * Actions that AWS's service reference does not list and its services take: they stand in default policies that AWS
 * itself wrote, and in the provider's examples (hashicorp/aws, documentation of aws_sns_topic_policy and
 * aws_cloudwatch_log_resource_policy).
 */
const UNLISTED_ACTIONS: readonly string[] = ["sns:receive", "logs:putlogeventsbatch"];

/** Checks that every action exists, and shows what wildcards stand for. */
export function checkActions(
  statement: PolicyStatement,
  where: string,
  examination: Examination,
  vouched: Vouched,
): StatementActions {
  const named: NamedAction[] = [];
  const place = { where, examination, vouched };
  let complete = statement.notActions.length === 0;
  for (const text of statement.actions) {
    const found = actionsFor(text, "", place);
    if (found === undefined) complete = false;
    else named.push(...found);
  }
  for (const text of statement.notActions) actionsFor(text, "every action but ", place);
  return { named, complete };
}

/** What the examination of one statement hands on. */
interface Place {
  readonly where: string;
  readonly examination: Examination;
  readonly vouched: Vouched;
}

/** @returns undefined when it is not known which actions the text stands for */
function actionsFor(
  text: string,
  but: string,
  { where, examination, vouched }: Place,
): readonly NamedAction[] | undefined {
  if (text === "*") {
    examination.note({ where, what: `${but}* stands for every action of every service`, lines: [] });
    return undefined;
  }
  if (holdsReference(text)) return undefined;
  const fact = { kind: "IAM name", of: iamDataName(), name: `action ${text}` } as const;
  const [prefix = "", name = ""] = split(text);
  const service = iamService(prefix);
  const matching = service === undefined ? [] : matchingActions(service, name);
  if (UNLISTED_ACTIONS.includes(text.toLowerCase()) || (matching.length === 0 && vouched.lets(fact.name))) {
    examination.unchecked(fact);
    return undefined;
  }
  examination.checked(fact);
  if (service === undefined) {
    examination.refuse({
      where,
      what: `IAM of ${iamDataDate()} has no service ${prefix === "" ? "" : `${prefix}, `}so no action ${text}`,
      got: text,
      allowed: `actions are written service:Action${closestServices(prefix)}`,
      doThis: `name an action of a service that exists; if AWS has it: ${vouchingText(fact.name)}`,
      source: iamDataSource(),
    });
    return undefined;
  }
  const wildcard = /[*?]/.test(name);
  if (matching.length === 0) {
    const closest = closestActions(service, name).map((action) => `${service.prefix}:${action}`);
    examination.refuse({
      where,
      what: `IAM of ${iamDataDate()} has no action ${wildcard ? "that matches " : ""}${text}`,
      got: text,
      allowed: `the closest are ${closest.join(", ")}`,
      doThis: `name an action that exists, or leave it out; if AWS has it: ${vouchingText(fact.name)}`,
      source: iamDataSource(),
    });
    return undefined;
  }
  if (but !== "" || wildcard) {
    examination.note({
      where,
      what: `${but}${text} stands for ${matching.length} action${matching.length === 1 ? "" : "s"}`,
      lines: matching.map((action) => `${service.prefix}:${action.name}`),
    });
  }
  return matching.map((action) => ({ service, action, literal: !wildcard }));
}

function closestServices(prefix: string): string {
  if (prefix === "") return ", such as s3:GetObject";
  return `; the closest services are ${closestNames(prefix, iamServicePrefixes()).join(", ")}`;
}

/** For a wildcard, how the names that come closest begin. */
function closestActions({ actionNames }: IamService, name: string): readonly string[] {
  const names = [...actionNames.values()];
  const beginning = name.split(/[*?]/)[0] ?? "";
  if (beginning === "" || beginning === name) return closestNames(name, names);
  return closestNames(beginning, new Set(names.map((each) => each.slice(0, beginning.length)))).map(
    (each) => `${each}*`,
  );
}

function split(text: string): readonly string[] {
  const colon = text.indexOf(":");
  return colon === -1 ? ["", text] : [text.slice(0, colon), text.slice(colon + 1)];
}

function matchingActions(service: IamService, name: string): readonly IamAction[] {
  const wanted = name.toLowerCase();
  if (!/[*?]/.test(wanted)) {
    const action = service.action(wanted);
    return action === undefined ? [] : [action];
  }
  const glob = policyGlob(wanted);
  return [...service.actionNames.keys()]
    .filter((key) => globsMeet(glob, key))
    .flatMap((key) => service.action(key) ?? [])
    .sort((first, second) => (first.name < second.name ? -1 : 1));
}
