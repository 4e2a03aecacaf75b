import type { AppView } from "./app-view";
import type { EnvironmentView } from "./environment-view";
import { readStack, type StackInput } from "./read-stack";
import type { StackView } from "./stack-view";

/** Reads the stacks of an app for the rules. @param today day on which they are judged. @default - nobody says */
export function readApp(inputs: readonly StackInput[], today?: string): AppView {
  const byEnvironment = new Map<string | undefined, StackView[]>();
  const others = (stack: StackView): readonly StackView[] =>
    (byEnvironment.get(stack.environment) ?? []).filter((each) => each !== stack);
  const stacks = inputs.map((input) => readStack(input, others));
  for (const stack of stacks) {
    byEnvironment.set(stack.environment, [...(byEnvironment.get(stack.environment) ?? []), stack]);
  }
  const environments = [...byEnvironment].map(([name, members]): EnvironmentView => ({ name, stacks: members }));
  return { environments, stacks, today };
}
