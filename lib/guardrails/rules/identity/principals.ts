import { asList, isJsonRecord } from "../../../core/json";
import type { StatementView } from "../../subjects/statement-view";

/** Whom a statement names. */
export interface NamedPrincipal {
  /** `AWS`, `Service`, `Federated`; `*` for everyone. */
  readonly type: string;
  /** Name; `*` for everyone. */
  readonly name: string;
}

/** Whom a statement allows or denies something; those it leaves out (`NotPrincipal`) are not among them. */
export function principalsOf({ elements }: StatementView): readonly NamedPrincipal[] {
  const principal = elements["Principal"];
  if (typeof principal === "string") return [{ type: principal, name: principal }];
  if (!isJsonRecord(principal)) return [];
  return Object.entries(principal).flatMap(([type, names]) =>
    asList(names).flatMap((name) => (typeof name === "string" ? [{ type, name }] : [])),
  );
}

/** Whether a principal is everyone: signed in to any account at all, or to none. */
export function isEveryone({ type, name }: NamedPrincipal): boolean {
  return name === "*" && (type === "*" || type === "AWS");
}
