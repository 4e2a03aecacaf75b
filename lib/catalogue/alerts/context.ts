import { Checker } from "../../core/checks";
import { PalisadeError, type Problem } from "../../core/errors";
import type { RuleContext, SubjectSpec, WatchTarget } from "./types";

/** Label that scrape configuration puts on every series of a workload; rules select on it. */
export const WORKLOAD_LABEL = "palisade_workload";

/** Label that tells the programs of one workload apart: the name of the port they are scraped from. */
export const ENDPOINT_LABEL = "palisade_endpoint";

/** Labels every alert keeps, so that a notification says whose it is. */
export const OWNER_LABELS = `namespace, ${WORKLOAD_LABEL}`;

function unknownParameter(subject: SubjectSpec, name: string): Problem {
  const known = Object.keys(subject.parameters);
  return {
    what: `the alerts of ${subject.id} take no number of this name`,
    got: name,
    allowed: known.length === 0 ? "none" : known.join(", "),
    doThis: "correct the name, or leave the number out",
  };
}

function notANumber(subject: SubjectSpec, name: string, got: number): Problem {
  return {
    what: `the number ${name} of the ${subject.id} alerts is not usable as a threshold`,
    got,
    allowed: "a finite number above 0",
    doThis: `give ${name} a positive value (${subject.parameters[name]?.meaning ?? "see the runbook"})`,
  };
}

/** Text inside a PromQL string (Prometheus documentation, "Querying basics": Go escaping rules). */
export function promqlText(text: string): string {
  return JSON.stringify(text);
}

/** Checks the numbers given for a subject. @throws PalisadeError listing every unknown or unusable number */
export function checkParameters(subject: SubjectSpec, parameters: Readonly<Record<string, number>>): void {
  const check = new Checker(`alerts/${subject.id}`);
  for (const [name, value] of Object.entries(parameters)) {
    const known = check.that(name in subject.parameters, () => unknownParameter(subject, name));
    if (known) check.that(Number.isFinite(value) && value > 0, () => notANumber(subject, name, value));
  }
  check.done();
}

/** What the expressions of a subject are built from. @throws PalisadeError like `checkParameters` */
export function ruleContext(subject: SubjectSpec, target: WatchTarget): RuleContext {
  checkParameters(subject, target.parameters ?? {});
  const { endpoint } = target;
  const scraped = [
    `namespace=${promqlText(target.namespace)}`,
    `${WORKLOAD_LABEL}=${promqlText(target.workload)}`,
    ...(endpoint === undefined ? [] : [`${ENDPOINT_LABEL}=${promqlText(endpoint)}`]),
  ];
  return {
    scraped: scraped.join(", "),
    target,
    number: (name) => {
      const value = target.parameters?.[name] ?? subject.parameters[name]?.value;
      if (value === undefined) throw new PalisadeError([unknownParameter(subject, name)]);
      return value;
    },
  };
}
