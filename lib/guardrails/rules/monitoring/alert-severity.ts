import type { JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { on } from "../../verdict";
import { alertsOf } from "./alerts";

export const alertSeverity = guardrail({
  id: "monitoring/alert-severity",
  title: "Every alert says how bad it is",
  severity: "low",
  why: "Alertmanager sends by severity: an alert without one goes where nobody looks, or wakes somebody for nothing.",
  fix: "set the label severity of the rule, or of its group; Palisade's alerts have one",
  source: "Prometheus documentation, Alerting rules; Alertmanager's default inhibition goes by severity",
  subject: "stack",
  check: (stack) =>
    alertsOf(stack).flatMap(({ holder, at, rule }) => {
      const judgement = expectAt(rule, "labels.severity", at).toSatisfy((value) => value !== "", "a severity");
      return judgement === undefined ? [] : on(holder, judgement);
    }),
  examples: () => {
    function rules(labels: JsonRecord, ofGroup: JsonRecord = {}) {
      return {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: "it", namespace: "apps" },
        spec: { groups: [{ name: "it", labels: ofGroup, rules: [{ alert: "It", expr: "up == 0", labels }] }] },
      };
    }
    return {
      pass: [
        exampleObjects("a severity", rules({ severity: "warning" })),
        exampleObjects("a severity of the group", rules({}, { severity: "info" })),
      ],
      fail: [
        exampleObjects("no severity", rules({ team: "chains" })),
        exampleObjects("an empty severity", rules({ severity: "" })),
      ],
      unknown: [exampleObjects("a severity from elsewhere", rules({ severity: "$" + "{var.severity}" }))],
      notApplicable: [exampleObjects("no alert", { ...rules({}), spec: { groups: [] } })],
    };
  },
});
