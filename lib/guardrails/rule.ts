import type { JsonRecord } from "../core/json";
import type { AdmissionCheck } from "./admission/admission-check";
import type { Severity } from "./severity";
import type { AppView } from "./subjects/app-view";
import type { ContainerView } from "./subjects/container-view";
import type { EnvironmentView } from "./subjects/environment-view";
import type { ObjectView } from "./subjects/object-view";
import type { PodView } from "./subjects/pod-view";
import type { PolicyView } from "./subjects/policy-view";
import type { ReleaseView } from "./subjects/release-view";
import type { ResourceView } from "./subjects/resource-view";
import type { StackView } from "./subjects/stack-view";
import type { StatementView } from "./subjects/statement-view";
import type { TextView } from "./subjects/text-view";
import type { Judgement } from "./verdict";

/** Frameworks that a rule can be evidence for, with their editions. */
export const FRAMEWORKS = {
  soc2: "SOC 2 (Trust Services Criteria)",
  iso27001: "ISO/IEC 27001:2022, Annex A",
  pci: "PCI DSS 4.0",
  nist: "NIST SP 800-53 Rev. 5",
  cisAws: "CIS AWS Foundations Benchmark 7.0",
  cisEks: "CIS Amazon EKS Benchmark",
} as const;

/** A framework's short name. */
export type Framework = keyof typeof FRAMEWORKS;

/** What each rule looks at, by the name of its subject. */
export interface Subjects {
  /** A Terraform resource or data source. */
  readonly resource: ResourceView;
  /** A Kubernetes object: a Terraform resource of its own, or one in a bundle of manifests. */
  readonly object: ObjectView;
  /** The pods of a workload of any kind. */
  readonly pod: PodView;
  /** One container of a pod, init containers included. */
  readonly container: ContainerView;
  /** An AWS policy document. */
  readonly policy: PolicyView;
  /** One statement of an AWS policy document. */
  readonly statement: StatementView;
  /** The release of a Helm chart that is not a bundle of manifests. */
  readonly release: ReleaseView;
  /** A text anywhere in a resource. */
  readonly text: TextView;
  /** A whole stack. */
  readonly stack: StackView;
  /** All stacks of an environment. */
  readonly environment: EnvironmentView;
  /** All stacks of an app. */
  readonly app: AppView;
}

/** Name of a kind of subject. */
export type SubjectName = keyof Subjects;

/** Synthesized stacks that show what a rule takes or refuses. */
export interface RuleExample {
  /** What the example shows, as half a sentence: `a bucket without a block of public access`. */
  readonly says: string;
  /** The stacks by name, as `cdk.tf.json` has them. */
  readonly stacks: Readonly<Record<string, JsonRecord>>;
}

/** What shows that a rule works: at least one example that passes and one that fails. */
export interface RuleExamples {
  /** Stacks in which the rule applies and holds. */
  readonly pass: readonly RuleExample[];
  /** Stacks in which it does not hold. */
  readonly fail: readonly RuleExample[];
  /** Stacks of which it cannot be told. @default - none */
  readonly unknown?: readonly RuleExample[];
  /** Stacks that are none of its business. @default - none */
  readonly notApplicable?: readonly RuleExample[];
}

/** What every rule says of itself. */
export interface RuleTexts {
  /** Family and name, never used again for another rule: `network/open-admin-port`. */
  readonly id: string;
  /** What holds when the rule does, as a sentence without a full stop: `No port for administration is open to everyone`. */
  readonly title: string;
  /** How bad it is when it does not. */
  readonly severity: Severity;
  /** What happens to those who break it. One or two sentences. */
  readonly why: string;
  /** What to do, with the prop of Palisade to set where there is one. One sentence without a full stop. */
  readonly fix: string;
  /** Controls that it is evidence for, by framework. @default - none */
  readonly controls?: Readonly<Partial<Record<Framework, readonly string[]>>>;
  /** Ids of the like rules of public scanners: `CKV_AWS_24`, `AWS-0107`, `KSV-0017`. @default - none knows it */
  readonly aliases?: readonly string[];
  /** Where the rule comes from, when it is neither a control nor a scanner's. @default - its controls and aliases */
  readonly source?: string;
  /** Whether nobody can be let off. @default false */
  readonly unsuppressible?: boolean;
  /** What an API server asks of pods so that the rule holds in the cluster too. @default - only what is synthesized is judged */
  readonly admission?: AdmissionCheck;
  /** What shows that it works. */
  readonly examples: () => RuleExamples;
}

/** A rule about one kind of subject. */
export interface RuleOf<S extends SubjectName> extends RuleTexts {
  /** What it looks at. */
  readonly subject: S;
  /** Terraform types it is about, where the subject is a resource, a policy, a statement or a text. @default - all */
  readonly types?: readonly string[];
  /** Kinds of Kubernetes object it is about, where the subject is an object. @default - all */
  readonly kinds?: readonly string[];
  /** Charts it is about, where the subject is a release. @default - all */
  readonly charts?: readonly string[];
  /**
   * Judges one subject. Pure: the same subject gives the same judgements.
   *
   * @returns nothing when the subject is none of its business
   */
  readonly check: (subject: Subjects[S]) => Judgement | readonly Judgement[] | undefined;
}

/** A rule over synthesized JSON. */
export type Rule = { [S in SubjectName]: RuleOf<S> }[SubjectName];

/** Takes a rule and gives it its exact type, so that `check` knows its subject. */
export function guardrail<S extends SubjectName>(rule: RuleOf<S>): RuleOf<S> {
  return rule;
}

/** Family of a rule: what stands before the slash. */
export function familyOf({ id }: { readonly id: string }): string {
  return id.split("/")[0] ?? id;
}
