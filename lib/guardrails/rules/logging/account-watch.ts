import { exampleStacks } from "../../example";
import type { RuleExamples } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, type Judgement, on } from "../../verdict";

/**
 * What an environment has of a service that watches the account, where it looks after the account at all: it has a trail.
 * In other environments somebody else does.
 *
 * @param judge says of each resource of the service whether it works
 */
export function watchedBy(
  { stacks }: EnvironmentView,
  type: string,
  judge: (resource: ResourceView) => Judgement | undefined,
): readonly (Judgement | undefined)[] {
  const made = (of: string): readonly ResourceView[] =>
    stacks.flatMap((stack) => stack.ofType(of)).filter(({ mode }) => mode === "resource");
  const [trail] = made("aws_cloudtrail");
  if (trail === undefined) return [];
  const watchers = made(type);
  if (watchers.length === 0) return [on(trail, fail([], `an ${type} in the same environment`))];
  return watchers.map((watcher) => {
    const judgement = judge(watcher);
    return judgement === undefined ? undefined : on(watcher, judgement);
  });
}

/** Examples of a service that is there, is not there, and is none of the environment's business. */
export function watchExamples(type: string): RuleExamples {
  const trail = { resource: { aws_cloudtrail: { it: { name: "it" } } } };
  const watcher = { resource: { [type]: { it: {} } } };
  return {
    pass: [exampleStacks("both in one environment", { audit: trail, account: watcher })],
    fail: [
      exampleStacks("a trail alone", { audit: trail }),
      exampleStacks("a trail and one that is read", { audit: trail, account: { data: { [type]: { it: {} } } } }),
    ],
    notApplicable: [
      exampleStacks("an environment without a trail", { apps: { resource: { aws_vpc: { it: {} } } } }),
      exampleStacks("a trail that is read", { apps: { data: { aws_cloudtrail: { it: {} } } } }),
    ],
  };
}
