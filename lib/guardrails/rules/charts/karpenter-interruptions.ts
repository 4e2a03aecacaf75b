import { asText, recordAt } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { PASS } from "../../verdict";
import { exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";

const VARIABLE = "INTERRUPTION_QUEUE";

export const karpenterInterruptions = guardrail({
  id: "charts/karpenter-interruptions",
  title: "Karpenter hears when a node is about to go",
  severity: "medium",
  why: "AWS takes a spot instance back two minutes after it says so: without a queue nobody hears, and pods die instead of moving.",
  fix: "set settings.interruptionQueue to the name of the queue, as a Karpenter does",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.14"] },
  source: "karpenter 1.14.1, settings.interruptionQueue: empty",
  subject: "release",
  charts: ["karpenter"],
  check: (release) => {
    const { env } = recordAt(release.values, "controller");
    if (asText(env ?? "").includes(VARIABLE)) return PASS;
    return expectValue(release, "settings.interruptionQueue").toStand("the name of a queue");
  },
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "karpenter", "1.14.1", { ...values });
    return {
      pass: [
        release("a queue", { settings: { interruptionQueue: "prod-karpenter" } }),
        release("a queue from elsewhere", { settings: { interruptionQueue: "$" + "{aws_sqs_queue.it.name}" } }),
        release("a queue as a variable", { controller: { env: [{ name: "INTERRUPTION_QUEUE", value: "q" }] } }),
      ],
      fail: [release("the chart as it comes", {}), release("an empty name", { settings: { interruptionQueue: "" } })],
      unknown: [exampleOpenRelease("karpenter")],
      notApplicable: [exampleRelease("another chart", "app", "1.2.3", {})],
    };
  },
});
