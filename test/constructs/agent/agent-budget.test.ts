import { type AgentBudget, Schedule } from "../../../constructs/agent";
import { judge } from "../../../lib/guardrails";
import { declaredBudget } from "../../../lib/guardrails/rules/agents/declared-budget";
import { only } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { deployment, problemsOf, synth } from "./agent-fixtures";

const BUDGET: AgentBudget = { tokensPerDay: 2_000_000, usdPerDay: 0.5, usdPerMonth: 10 };

const ANNOTATIONS = {
  "palisade.dev/budget-tokens-per-day": "2000000",
  "palisade.dev/budget-usd-per-day": "0.5",
  "palisade.dev/budget-usd-per-month": "10",
};

describe("the budget of an agent", () => {
  test("stands on what keeps its pods going, and a change restarts none", () => {
    const { metadata, spec } = deployment({ budget: BUDGET });
    expect(metadata.annotations).toMatchObject(ANNOTATIONS);
    expect(spec).toEqual(deployment().spec);
    expect(Object.keys(deployment().metadata.annotations)).toEqual(["palisade.dev/path"]);
  });

  test("stands on the CronJob of one that runs by schedule", () => {
    const stack = synth({ schedule: Schedule.cron("0 6 * * *"), budget: { usdPerMonth: 10 } });
    const { annotations } = only(stack.resource["kubernetes_cron_job_v1"]).metadata;
    expect(annotations).toMatchObject({ "palisade.dev/budget-usd-per-month": "10" });
    expect(annotations).not.toHaveProperty("palisade.dev/budget-usd-per-day");
  });

  test.each([
    ["a service", Schedule.alwaysOn()],
    ["a schedule", Schedule.cron("0 6 * * *")],
  ])("is what the guardrail on budgets asks for, of %s", (_, schedule) => {
    const doubts = (budget?: AgentBudget) => {
      const json = synth({ schedule, ...(budget === undefined ? {} : { budget }) });
      const verdicts = judge([{ name: "test", json }], { rules: [declaredBudget], today: "2026-11-21" });
      expect(verdicts.findings).toEqual([]);
      return verdicts.doubts.length;
    };
    expect([doubts(), doubts(BUDGET)]).toEqual([1, 0]);
  });

  test("is no part of the version", () => {
    expect(JSON.stringify(synth({ budget: BUDGET }).resource["kubernetes_config_map_v1"])).toBe(
      JSON.stringify(synth().resource["kubernetes_config_map_v1"]),
    );
  });
});

const CORRECT = "do this: correct it, or switch the agent off with enabled: false if it is to use nothing up";

describe("a budget that is none", () => {
  test("says everything that is wrong", () => {
    const limit = (name: string, got: string, allowed: string) =>
      `test/reviewer: budget.${name} is no limit\n  got: ${got}\n  allowed: ${allowed}\n  ${CORRECT}`;
    const budget = { tokensPerDay: 1.5, usdPerDay: 0, usdPerMonth: Number.NaN };
    expect(thrownMessage(() => synth({ budget }))).toBe(
      [
        limit("tokensPerDay", "1.5", "a whole number above zero"),
        limit("usdPerDay", "0", "a number above zero"),
        limit("usdPerMonth", "NaN", "a number above zero"),
      ].join("\n\n"),
    );
  });

  test("a month below a day is refused", () => {
    expect(thrownMessage(() => synth({ budget: { usdPerDay: 25, usdPerMonth: 20 } }))).toBe(
      [
        "test/reviewer: the budget of a month is below that of a day",
        '  got: "20 US dollars a month, 25 a day"',
        "  allowed: a month that is at least one day",
        "  do this: exchange the two, or correct one",
      ].join("\n"),
    );
  });

  test("without a limit is refused", () => {
    expect(problemsOf({ budget: {} })).toEqual(["a budget has no limit"]);
  });
});
