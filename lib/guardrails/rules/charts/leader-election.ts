import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";

export const leaderElection = guardrail({
  id: "charts/leader-election",
  title: "Of several External Secrets operators one writes",
  severity: "medium",
  why: "Two operators write the same Secrets at the same time, and each new secret that one makes the other makes again.",
  fix: "set leaderElect to true wherever replicaCount is more than 1",
  controls: { iso27001: ["A.8.14"] },
  source: "external-secrets 2.9.0, leaderElect: false",
  subject: "release",
  charts: ["external-secrets"],
  check: (release) => {
    const replicas = read(release.values, ["replicaCount"]);
    if (replicas.state !== "known" || Number(replicas.value) <= 1) return undefined;
    return expectValue(release, "leaderElect").toBe(true);
  },
  examples: () => {
    const operators = (says: string, values: object) =>
      exampleRelease(says, "external-secrets", "2.9.0", { ...values });
    return {
      pass: [operators("two, of which one writes", { replicaCount: 2, leaderElect: true })],
      fail: [
        operators("two as the chart has it", { replicaCount: 2 }),
        operators("two that both write", { replicaCount: 2, leaderElect: false }),
      ],
      unknown: [
        operators("a choice from elsewhere", { replicaCount: 2, leaderElect: "$" + "{var.on}" }),
        exampleOpenRelease("external-secrets", { replicaCount: 2 }),
      ],
      notApplicable: [
        operators("one", { replicaCount: 1 }),
        operators("one as the chart has it", {}),
        exampleRelease("another chart", "app", "1.2.3", { replicaCount: 2 }),
      ],
    };
  },
});
