import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { AgentBudget } from "./agent-props";

/** Annotation of each limit, as the guardrail `agents/declared-budget` and a model gateway read it. */
const ANNOTATIONS = {
  tokensPerDay: "palisade.dev/budget-tokens-per-day",
  usdPerDay: "palisade.dev/budget-usd-per-day",
  usdPerMonth: "palisade.dev/budget-usd-per-month",
} as const satisfies Readonly<Record<keyof AgentBudget, string>>;

const LIMITS = ["tokensPerDay", "usdPerDay", "usdPerMonth"] as const satisfies readonly (keyof AgentBudget)[];

function emptyBudget(): Problem {
  return {
    what: "a budget has no limit",
    allowed: LIMITS.join(", "),
    doThis: "give at least one of them, or leave budget out",
  };
}

function badLimit(limit: string, got: number, allowed: string): Problem {
  return {
    what: `budget.${limit} is no limit`,
    got,
    allowed,
    doThis: "correct it, or switch the agent off with enabled: false if it is to use nothing up",
  };
}

function monthBelowDay(month: number, day: number): Problem {
  return {
    what: "the budget of a month is below that of a day",
    got: `${month} US dollars a month, ${day} a day`,
    allowed: "a month that is at least one day",
    doThis: "exchange the two, or correct one",
  };
}

/** Adds what is wrong with a budget. */
export function checkBudget(check: Checker, budget: AgentBudget): void {
  const { usdPerDay, usdPerMonth } = budget;
  check.that(
    LIMITS.some((limit) => budget[limit] !== undefined),
    emptyBudget,
  );
  for (const limit of LIMITS) {
    const value = budget[limit];
    if (value === undefined) continue;
    const whole = limit === "tokensPerDay";
    const fits = Number.isFinite(value) && value > 0 && (!whole || Number.isSafeInteger(value));
    check.that(fits, () => badLimit(limit, value, whole ? "a whole number above zero" : "a number above zero"));
  }
  if (usdPerDay !== undefined && usdPerMonth !== undefined && usdPerDay > 0 && usdPerMonth > 0) {
    check.that(usdPerMonth >= usdPerDay, () => monthBelowDay(usdPerMonth, usdPerDay));
  }
}

/** How a budget stands on an agent's workload. */
export function budgetAnnotations(budget: AgentBudget): Record<string, string> {
  return Object.fromEntries(
    LIMITS.flatMap((limit) => {
      const value = budget[limit];
      return value === undefined ? [] : [[ANNOTATIONS[limit], String(value)]];
    }),
  );
}
