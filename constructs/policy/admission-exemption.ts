import { textAt } from "../../lib/core/json";
import type { INamespace } from "../core/namespace";

/** Why a namespace is not asked something. */
export interface AdmissionExemptionProps {
  /** Why it is right, as a sentence for whoever reads it in a year. */
  readonly reason: string;
}

/**
 * A namespace in which something is not asked, for software that is not a team's own: a platform's charts, a node's agents.
 * What is wrong with it is said by the `AdmissionPolicies` that it is given to.
 */
export class AdmissionExemption {
  /** Some rules are not asked there: ids of rules, and `admission/signed-images` for signatures. */
  public static of(
    namespace: INamespace | string,
    rules: readonly string[],
    props: AdmissionExemptionProps,
  ): AdmissionExemption {
    return new AdmissionExemption(nameOf(namespace), Array.isArray(rules) ? rules : [], reasonOf(props));
  }

  /**
   * Nothing at all is asked there, signatures included: for what the cluster cannot do without. Its pods start while the
   * engine is away, too.
   */
  public static everything(namespace: INamespace | string, props: AdmissionExemptionProps): AdmissionExemption {
    return new AdmissionExemption(nameOf(namespace), undefined, reasonOf(props));
  }

  private constructor(
    /** Name of the namespace. */
    public readonly namespace: string,
    /** Rules that are not asked there; undefined where none is. */
    public readonly rules: readonly string[] | undefined,
    /** Why. */
    public readonly reason: string,
  ) {}

  /** Whether a rule is let off there. */
  public covers(rule: string): boolean {
    return this.rules?.includes(rule) ?? true;
  }
}

/** Empty for what is none. */
function nameOf(namespace: INamespace | string): string {
  return typeof namespace === "string" ? namespace : (textAt(namespace, "namespaceName") ?? "");
}

/** Empty where there is none. */
function reasonOf(props: AdmissionExemptionProps): string {
  return textAt(props, "reason") ?? "";
}
