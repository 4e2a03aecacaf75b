import type { EnvironmentView } from "./environment-view";
import type { StackView } from "./stack-view";

/** All stacks of an app, or of a folder. */
export interface AppView {
  /** Its environments, by their names; stacks that name none are one of their own. */
  readonly environments: readonly EnvironmentView[];
  /** Its stacks. */
  readonly stacks: readonly StackView[];
  /** Day on which it is judged, such as `2026-11-21`; undefined where nobody said it, and rules about ages cannot tell. */
  readonly today: string | undefined;
}
