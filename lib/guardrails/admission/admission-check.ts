/**
 * What an API server asks of pods so that a rule holds in the cluster too. It stands in the rule, beside the check over
 * JSON, and a test asks both of them about the same pods.
 */
export interface AdmissionCheck {
  /** What the expression is about: the pod as a whole, or each of its containers. */
  readonly over: "pod" | "container";
  /**
   * Expression in CEL that is true where the rule holds, and where it has nothing to say. It finds the pod's spec in
   * `variables.pod`, its metadata in `variables.podMetadata` and all of its containers in `variables.containers`; one
   * about each container finds that one in `container`.
   */
  readonly holds: string;
  /**
   * Whether the cluster may fill in what is asked for, as a LimitRange does. Then pods are asked alone, which have it by
   * then, and not what makes pods; nor is a container that is added to a running pod, which cannot have it.
   * @default false
   */
  readonly filledIn?: boolean;
}
