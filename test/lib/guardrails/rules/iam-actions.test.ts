import { GUARDRAILS } from "../../../../lib/guardrails";
import { iamService } from "../../../../lib/truth/aws/iam-data";

const ACTION = /^([a-z0-9-]+):([A-Z]\w+)$/;

const LISTS = ["identity/privilege-escalation", "identity/read-everything", "identity/destroy-everything"];

/** Actions that a rule refuses by name: each has an example that is called like it. */
function actionsOf(id: string): readonly string[] {
  const examples = GUARDRAILS.filter((rule) => rule.id === id).flatMap((rule) => rule.examples().fail);
  return examples.map(({ says }) => says).filter((says) => ACTION.test(says));
}

test.each(LISTS)("every action that %s looks for is one of AWS", (id) => {
  const actions = actionsOf(id);
  expect(actions.length).toBeGreaterThan(5);
  const unknown = actions.filter((action) => {
    const [, prefix = "", name = ""] = ACTION.exec(action) ?? [];
    return iamService(prefix)?.actionNames.get(name.toLowerCase()) !== name;
  });
  expect(unknown).toEqual([]);
});
