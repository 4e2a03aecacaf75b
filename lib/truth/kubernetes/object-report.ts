import type { Problem } from "../../core/errors";
import type { Examination } from "../examination";
import type { FactKind } from "../fact";
import { vouchingText } from "../vouched";
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

  /** A field that was looked at; one that a user vouches for was not. */
  public checked(name: string): void {
    if (this.object.own.includes(this.object.kind, name)) this.unchecked(name);
    else this.examination.checked({ kind: this.factKind, of: this.of, name });
  }

  /** A field or rule that only an API server can judge. */
  public unchecked(name: string): void {
    this.examination.unchecked({ kind: this.factKind, of: this.of, name });
  }

  /** Whether the user vouches for a field that would be refused otherwise. */
  public isOwn(field: string): boolean {
    return this.object.own.lets(this.object.kind, field);
  }

  /** How a user vouches for a field. */
  public ownHint(field: string): string {
    const { kind, origin } = this.object;
    const name = `${kind} ${field}`;
    return `. If the cluster knows it, ${origin === "bundle" ? `list "${name}" in ownFields` : `say ${vouchingText(name)}`}`;
  }

  /**
   * A field that an API server would refuse. What is not known before the apply may yet be right, and is let pass, and so
   * is what the user vouches for: by the field, with `[]` for each item of a list.
   */
  public refuse(field: string, problem: FieldProblem): void {
    if (!isKnownAt(this.object.manifest, field) || this.isOwn(field.replaceAll(/\[\d+\]/g, "[]"))) return;
    const { got, ...rest } = problem;
    const shown = got === undefined || this.isSecret(field) ? {} : { got };
    this.examination.refuse({ source: this.source, ...rest, ...shown, where: this.object.where(field) });
  }

  /** A secret's values are not for messages. */
  private isSecret(field: string): boolean {
    return this.object.kind === "Secret" && /^(data|stringData)\b/.test(field);
  }
}
