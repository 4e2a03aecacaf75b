import type { Problem } from "../../core/errors";
import type { Examination } from "../examination";
import type { FactKind } from "../fact";
import { isKnownAt } from "./known-place";
import type { KubernetesObject } from "./objects";

/** What is wrong with one field, without the place, which the report knows. */
export interface FieldProblem extends Omit<Problem, "where" | "source"> {
  /** Where the rule was read. @default - where the schema was read */
  readonly source?: string;
}

/** Collects what is found in one object, and says in every message what object that is. */
export class ObjectReport {
  /** Kind of the facts of this object. */
  public readonly factKind: FactKind;
  /** Kind, group and version of the object with the program they come from. */
  public readonly of: string;
  /** Where the schema was read. */
  public readonly source: string;

  private readonly object: KubernetesObject;
  private readonly examination: Examination;

  public constructor(
    object: KubernetesObject,
    examination: Examination,
    facts: { readonly kind: FactKind; readonly of: string; readonly source: string },
  ) {
    this.object = object;
    this.examination = examination;
    this.factKind = facts.kind;
    this.of = facts.of;
    this.source = facts.source;
  }

  /** The same object, whose fields below belong to another kind: metadata is the same in all of them. */
  public as(facts: { readonly kind: FactKind; readonly of: string; readonly source: string }): ObjectReport {
    return new ObjectReport(this.object, this.examination, facts);
  }

  /** A field that was looked at. */
  public checked(name: string): void {
    this.examination.checked({ kind: this.factKind, of: this.of, name });
  }

  /** A field or rule that only an API server can judge. */
  public unchecked(name: string): void {
    this.examination.unchecked({ kind: this.factKind, of: this.of, name });
  }

  /** Whether the user vouches for a field that the catalogue does not know. */
  public isOwn(field: string): boolean {
    return this.object.own.has(this.object.kind, field);
  }

  /** How a user vouches for a field of a bundle; empty for resources, whose fields are those of the provider. */
  public ownHint(field: string): string {
    const { kind, origin } = this.object;
    return origin === "bundle" ? `. If the cluster knows it, list "${kind} ${field}" in ownFields` : "";
  }

  /** A field that an API server would refuse. What is not known before the apply may yet be right, and is let pass. */
  public refuse(field: string, problem: FieldProblem): void {
    if (!isKnownAt(this.object.manifest, field)) return;
    const { got, ...rest } = problem;
    const shown = got === undefined || this.isSecret(field) ? {} : { got };
    this.examination.refuse({ source: this.source, ...rest, ...shown, where: this.object.where(field) });
  }

  /** A secret's values are not for messages. */
  private isSecret(field: string): boolean {
    return this.object.kind === "Secret" && /^(data|stringData)\b/.test(field);
  }
}
