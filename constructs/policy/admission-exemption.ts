import type { INamespace } from "../core/namespace";

/** Why a namespace is not asked something. */
export interface AdmissionExemptionProps {
  /** Why it is right, as a sentence for whoever reads it in a year. */
  readonly reason: string;
}

/** A namespace in which something is not asked, for software that is not a team's own: a platform's charts, a node's agents. */
export class AdmissionExemption {
  /** Some rules are not asked there. */
  public static of(
    namespace: INamespace | string,
    rules: readonly string[],
    props: AdmissionExemptionProps,
  ): AdmissionExemption {
    return new AdmissionExemption(nameOf(namespace), rules, props.reason);
  }

  /** Nothing at all is asked there, signatures included: for what the cluster cannot do without. */
  public static everything(namespace: INamespace | string, props: AdmissionExemptionProps): AdmissionExemption {
    return new AdmissionExemption(nameOf(namespace), undefined, props.reason);
  }

  private constructor(
    /** Name of the namespace. */
    public readonly namespace: string,
    /** Rules that are not asked there; undefined where none is. */
    public readonly rules: readonly string[] | undefined,
    /** Why. */
    public readonly reason: string,
  ) {}

  /** Whether a rule is asked there. */
  public covers(rule: string): boolean {
    return this.rules?.includes(rule) ?? true;
  }
}

function nameOf(namespace: INamespace | string): string {
  return typeof namespace === "string" ? namespace : namespace.namespaceName;
}
