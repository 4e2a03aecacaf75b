import type { StackView } from "./stack-view";

/** The stacks of one environment. */
export interface EnvironmentView {
  /** Its name, as the stacks say it; undefined for stacks that say none. */
  readonly name: string | undefined;
  /** Its stacks. */
  readonly stacks: readonly StackView[];
}
