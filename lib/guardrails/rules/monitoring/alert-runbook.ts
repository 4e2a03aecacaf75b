import { asText, type JsonRecord } from "../../../core/json";
import { exampleObjects, exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { expectAt, read, valueIn } from "../../values";
import { on, unknown } from "../../verdict";
import { alertsOf } from "./alerts";

/** Severities that wake somebody. */
const WAKING: readonly unknown[] = ["critical", "page"];

const RUNBOOK = ["annotations", "runbook_url"];

export const alertRunbook = guardrail({
  id: "monitoring/alert-runbook",
  title: "Every critical alert says where its runbook is",
  severity: "medium",
  why: "Whoever is woken by it at night has to find out first what it means, while money is at stake.",
  fix: "set annotations.runbook_url to the address of a page that says what it means and what to do; Palisade's alerts have one",
  controls: { soc2: ["CC7.3", "CC7.4"] },
  source: "prometheus-operator/runbooks, and its annotation runbook_url",
  subject: "stack",
  check: (stack) =>
    alertsOf(stack).flatMap(({ holder, at, rule }) => {
      const severity = read(rule, ["labels", "severity"]);
      if (severity.state === "unknown")
        return on(holder, unknown([...at, ...RUNBOOK], "its severity is not known before the apply"));
      if (!WAKING.includes(valueIn(severity))) return [];
      const judgement = expectAt(rule, RUNBOOK, at).toSatisfy(
        (url) => /^https?:\/\/\S/.test(asText(url)),
        "the address of its runbook",
      );
      return judgement === undefined ? [] : on(holder, judgement);
    }),
  examples: () => {
    function rules(rule: JsonRecord, labels: JsonRecord = {}) {
      const group = {
        name: "it",
        labels,
        rules: [{ alert: "It", expr: "up == 0", labels: { severity: "critical" }, ...rule }],
      };
      return {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: "it", namespace: "apps" },
        spec: { groups: [group] },
      };
    }
    return {
      pass: [
        exampleObjects("a runbook", rules({ annotations: { runbook_url: "https://runbooks.example.org/it" } })),
        exampleRelease("a runbook in values", "kube-prometheus-stack", "88.5.3", {
          additionalPrometheusRulesMap: {
            it: rules({ annotations: { runbook_url: "http://runbooks.example.org/it" } }).spec,
          },
        }),
      ],
      fail: [
        exampleObjects("no runbook", rules({ annotations: { summary: "It is down" } })),
        exampleObjects("a word in place of an address", rules({ annotations: { runbook_url: "later" } })),
        exampleObjects("no runbook for what pages", rules({ labels: { severity: "page" } })),
        exampleObjects("a severity of the group", rules({ labels: {} }, { severity: "critical" })),
        exampleRelease("no runbook in values", "kube-prometheus-stack", "88.5.3", {
          additionalPrometheusRulesMap: { it: rules({}).spec },
        }),
        exampleRelease("no runbook in a list of values", "kube-prometheus-stack", "88.5.3", {
          additionalPrometheusRules: [rules({}).spec],
        }),
        exampleRelease("no runbook in files of the server", "prometheus", "29.27.0", {
          serverFiles: { "alerting_rules.yml": rules({}).spec },
        }),
      ],
      unknown: [
        exampleObjects("an address from elsewhere", rules({ annotations: { runbook_url: "$" + "{var.url}" } })),
        exampleObjects("a severity from elsewhere", rules({ labels: { severity: "$" + "{var.severity}" } })),
      ],
      notApplicable: [
        exampleObjects("a warning", rules({ labels: { severity: "warning" } })),
        exampleObjects("an alert without a severity", rules({ labels: {} })),
        exampleObjects("a rule that records", rules({ alert: undefined, record: "it:up:sum" })),
      ],
    };
  },
});
