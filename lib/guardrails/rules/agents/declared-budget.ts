import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS, unknown } from "../../verdict";
import { agentDeployment, isAgent, noAgent } from "./agents";

/** Annotations of an agent that say what it may use up. */
const BUDGETS = [
  "palisade.dev/budget-tokens-per-day",
  "palisade.dev/budget-usd-per-day",
  "palisade.dev/budget-usd-per-month",
];

export const declaredBudget = guardrail({
  id: "agents/declared-budget",
  title: "Every agent says what it may spend",
  severity: "medium",
  why: "An agent that loops calls its model until somebody reads the bill; the gateway can only stop what has a limit.",
  fix: "declare a budget for the agent, and let the model gateway hold it to that",
  source: "agentgateway v1.5.0 (budgets for each key); 0xHoneyJar/loa, cost monitor",
  subject: "pod",
  check: (pod) => {
    if (!isAgent(pod)) return undefined;
    const { object } = pod;
    const budgets = BUDGETS.filter((name) => object.annotations[name] !== undefined);
    if (budgets.length === 0)
      return unknown([], "it declares none, and whether its model gateway has one is not seen here");
    const wrong = budgets.find((name) => !(Number(object.annotations[name]) > 0));
    if (wrong === undefined) return PASS;
    return on(object, fail(["metadata", "annotations", wrong], "a number above zero", object.annotations[wrong]));
  },
  examples: () => {
    const agent = (annotations: Readonly<Record<string, string>>) => {
      const made = agentDeployment();
      return { ...made, metadata: { name: "it", namespace: "apps", annotations } };
    };
    return {
      pass: [
        exampleObjects("tokens a day", agent({ "palisade.dev/budget-tokens-per-day": "2000000" })),
        exampleObjects("money a day", agent({ "palisade.dev/budget-usd-per-day": "25" })),
        exampleObjects("less than a dollar a month", agent({ "palisade.dev/budget-usd-per-month": "0.5" })),
      ],
      fail: [
        exampleObjects("nothing", agent({ "palisade.dev/budget-usd-per-day": "0" })),
        exampleObjects("no number", agent({ "palisade.dev/budget-usd-per-month": "unlimited" })),
        exampleObjects(
          "one that is no number",
          agent({ "palisade.dev/budget-usd-per-day": "25", "palisade.dev/budget-tokens-per-day": "-1" }),
        ),
      ],
      unknown: [exampleObjects("no word of it", agent({}))],
      notApplicable: [exampleObjects("something that is no agent", noAgent(agentDeployment()))],
    };
  },
});
