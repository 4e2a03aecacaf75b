import { isJsonRecord, listAt, recordAt } from "../../../core/json";
import { example, exampleBundle, exampleRelease, exampleStacks } from "../../example";
import { judgingOf } from "../../profile";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";

export const alertReceiver = guardrail({
  id: "monitoring/alert-receiver",
  title: "Where people depend on it, alerts reach somebody",
  severity: "high",
  why: "The chart's Alertmanager sends everything to a receiver that does nothing: alerts fire, and nobody hears of them.",
  fix: "give the MonitoringPlatform its receivers, or set alertmanager.alertmanagerSpec.configSecret or alertmanager.config.receivers",
  controls: { soc2: ["CC7.3", "CC7.4"], iso27001: ["A.8.16"], nist: ["SI-4"] },
  source: "kube-prometheus-stack 88.5.3, alertmanager.config: its only receiver is called null",
  subject: "release",
  charts: ["kube-prometheus-stack"],
  check: ({ resource, values, isPartial }) => {
    // The profile says what people depend on.
    if (judgingOf(resource.stack.marks).profile !== "strict") return undefined;
    const isOn = read(values, ["alertmanager", "enabled"]);
    if (isOn.state === "known" && isOn.value === false) return undefined;
    if (hasReceiver(values) || objectsOfKind(resource.stack, "AlertmanagerConfig").length > 0) return PASS;
    const at = ["alertmanager", "config", "receivers"];
    const isOpen = isPartial || isOn.state === "unknown" || read(values, at).state === "unknown";
    return isOpen ? unknown(at) : fail(at, "a receiver that sends somewhere");
  },
  examples: () => ({
    pass: [
      exampleRelease("a configuration from a Secret", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { alertmanagerSpec: { useExistingSecret: true, configSecret: "receivers" } },
      }),
      exampleRelease("a configuration by object", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { alertmanagerSpec: { alertmanagerConfiguration: { name: "receivers" } } },
      }),
      exampleRelease("a Secret whose name comes from elsewhere", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { alertmanagerSpec: { configSecret: "$" + "{var.secret}" } },
      }),
      exampleRelease("a configuration as text", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { stringConfig: "route: {}" },
      }),
      exampleRelease("a receiver", "kube-prometheus-stack", "88.5.3", {
        alertmanager: {
          config: { receivers: [{ name: "null" }, { name: "team", slack_configs: [{ channel: "#alerts" }] }] },
        },
      }),
      example("a receiver as an object", {
        helm_release: {
          it: { chart: "kube-prometheus-stack" },
          receivers: exampleBundle({
            apiVersion: "monitoring.coreos.com/v1alpha1",
            kind: "AlertmanagerConfig",
            metadata: { name: "it", namespace: "apps" },
          }),
        },
      }),
    ],
    fail: [
      exampleRelease("the chart as it comes", "kube-prometheus-stack", "88.5.3", {}),
      exampleRelease("a receiver that sends nowhere", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { enabled: true, config: { receivers: [{ name: "team", slack_configs: [] }] } },
      }),
      exampleRelease("an empty name", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { stringConfig: "", alertmanagerSpec: { configSecret: "" } },
      }),
    ],
    unknown: [
      exampleRelease("receivers from elsewhere", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { config: { receivers: "$" + "{var.receivers}" } },
      }),
      exampleRelease("a switch from elsewhere", "kube-prometheus-stack", "88.5.3", {
        alertmanager: { enabled: "$" + "{var.on}" },
      }),
      example("values from elsewhere", {
        helm_release: { it: { chart: "kube-prometheus-stack", values: ["$" + "{var.values}"] } },
      }),
    ],
    notApplicable: [
      exampleRelease("no Alertmanager", "kube-prometheus-stack", "88.5.3", { alertmanager: { enabled: false } }),
      exampleRelease("another chart", "vault", "0.34.1", {}),
      exampleStacks("a cluster on a desk", {
        local: {
          "//": { palisade: { guardrails: { profile: "relaxed" } } },
          resource: { helm_release: { it: { chart: "kube-prometheus-stack" } } },
        },
      }),
    ],
  }),
});

/** Places whose text names or holds a configuration. */
const CONFIGURATIONS = [
  ["alertmanager", "alertmanagerSpec", "configSecret"],
  ["alertmanager", "alertmanagerSpec", "alertmanagerConfiguration", "name"],
  ["alertmanager", "stringConfig"],
];

function hasReceiver(values: ReleaseView["values"]): boolean {
  const isNamed = CONFIGURATIONS.some((path) => {
    const found = read(values, path);
    return found.state === "unknown" || (found.state === "known" && found.value !== "");
  });
  return isNamed || listAt(recordAt(values, "alertmanager", "config"), "receivers").some(sendsSomewhere);
}

/** A receiver without a configuration of any kind does nothing. */
function sendsSomewhere(receiver: unknown): boolean {
  return isJsonRecord(receiver) && Object.entries(receiver).some(isConfiguration);
}

function isConfiguration([name, list]: readonly [string, unknown]): boolean {
  return name.endsWith("_configs") && Array.isArray(list) && list.length > 0;
}
