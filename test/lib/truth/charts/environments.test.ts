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

  it("make up a good part of what is taken for granted", () => {
    const examination = new Examination();
    for (const [, stack] of stacks) {
      for (const resource of resourcesOf(stack)) examineCharts(resource, examination);
    }
    const owners = new Set(examination.facts.map(({ of }) => of));
    expect([...owners].sort()).toEqual([
      "chart aws-load-balancer-controller 3.5.0",
      "chart base 1.30.3",
      "chart cert-manager v1.21.1",
      "chart cni 1.30.3",
      "chart external-secrets 2.9.0",
      "chart falco 9.1.0",
      "chart falcosidekick 0.14.0",
      "chart istiod 1.30.3",
      "chart karpenter 1.14.1",
      "chart kube-prometheus-stack 88.5.3",
      "chart kyverno 3.9.0",
      "chart metrics-server 3.13.1",
      "chart trivy-operator 0.34.0",
      "chart vault 0.34.1",
      "chart ztunnel 1.30.3",
    ]);
    expect(examination.facts.length).toBeGreaterThan(100);
  });
});
