import { formatProblem } from "../../../../lib/core/errors";
import { examineCharts } from "../../../../lib/truth/charts/examine-charts";
import { Examination } from "../../../../lib/truth/examination";
import { resourcesOf } from "../../../../lib/truth/synthesized-resource";
import { synthEnvironments } from "../../../support/environments";

describe("the charts of every environment", () => {
  const stacks = Object.entries(synthEnvironments());

  it.each(stacks)("of %s are given only what they take, and all of it is checked", (_, stack) => {
    const examination = new Examination();
    for (const resource of resourcesOf(stack)) examineCharts(resource, examination);
    expect(examination.problems.map(formatProblem)).toEqual([]);
    expect(examination.notes).toEqual([]);
    expect(examination.facts.filter(({ checked }) => !checked)).toEqual([]);
  });
});
