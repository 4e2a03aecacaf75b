import { asList, asText, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { Examination } from "../examination";
import type { KubernetesObject } from "../kubernetes/objects";
import { holdsReference } from "../terraform-text";
import { isPrometheusDuration, PROMETHEUS_DURATION_TITLE } from "./durations";
import { ruleTemplateFaults } from "./go-template";
import { PROMETHEUS, reportExpression } from "./promql-report";

const SOURCE = "prometheus/prometheus v3.15.0, model/rulefmt/rulefmt.go";

/** Names that need no quotes. */
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const METRIC_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Looks at the rules of a PrometheusRule object: expressions, durations, names and the templates of notifications. */
export function examinePrometheusRules(object: KubernetesObject, examination: Examination): void {
  if (object.kind === "PrometheusRule" && object.apiVersion.startsWith("monitoring.coreos.com/")) {
    new RuleFile(object, examination).examine();
  }
}

class RuleFile {
  private readonly alerts = new Set<string>();

  public constructor(
    private readonly object: KubernetesObject,
    private readonly examination: Examination,
  ) {}

  public examine(): void {
    const names = new Set<string>();
    for (const [index, group] of listAt(recordAt(this.object.manifest, "spec"), "groups").entries()) {
      if (!isJsonRecord(group)) continue;
      const field = `spec.groups[${index}]`;
      const name = textAt(group, "name") ?? "";
      if (names.has(name) && !holdsReference(name)) {
        this.refuse(`${field}.name`, "two groups of rules have one name", name, "another name in each", "rename one");
      }
      names.add(name);
      this.duration(group, "interval", field);
      for (const [place, rule] of listAt(group, "rules").entries()) {
        if (isJsonRecord(rule)) this.rule(rule, `${field}.rules[${place}]`);
      }
    }
  }

  private rule(rule: JsonRecord, field: string): void {
    const alert = textAt(rule, "alert") || undefined;
    const record = textAt(rule, "record") || undefined;
    const expression = rule["expr"];
    if ((alert === undefined) === (record === undefined)) {
      const got = { alert, record };
      this.refuse(
        field,
        "a rule is an alert or a recording, and this one is not just one of the two",
        got,
        "either alert or record",
        "give one of them a name and drop the other",
      );
    }
    reportExpression(this.examination, {
      where: this.object.where(`${field}.expr`),
      name: alert ?? record ?? field,
      expression: typeof expression === "number" ? String(expression) : expression,
      drawn: false,
    });
    this.duration(rule, "for", field);
    this.duration(rule, "keep_firing_for", field);
    if (record !== undefined) this.recording(rule, record, field);
    this.texts(rule, "labels", field, alert !== undefined);
    this.texts(rule, "annotations", field, alert !== undefined);
    if (alert !== undefined) this.onlyOnce(alert, rule, field);
  }

  private recording(rule: JsonRecord, record: string, field: string): void {
    if (!holdsReference(record) && !METRIC_NAME.test(record)) this.quoted(`${field}.record`, record);
    const alertKeys = ["for", "keep_firing_for", "annotations"];
    for (const key of alertKeys.filter((name) => !isNothing(rule[name]))) {
      this.refuse(
        `${field}.${key}`,
        `a recording has ${key}, which only an alert has`,
        rule[key],
        "record, expr and labels",
        "remove it",
      );
    }
  }

  private texts(rule: JsonRecord, key: "labels" | "annotations", field: string, alert: boolean): void {
    for (const [name, value] of Object.entries(recordAt(rule, key))) {
      const where = `${field}.${key}.${name}`;
      if (name === "" || (key === "labels" && name === "__name__")) {
        this.refuse(
          where,
          `Prometheus takes no such name in ${key}`,
          name,
          "letters, digits and _, no digit first",
          "rename it",
        );
      } else if (!holdsReference(name) && !LABEL_NAME.test(name)) this.quoted(where, name);
      if (!alert || typeof value !== "string") continue;
      for (const { what, allowed } of ruleTemplateFaults(value)) {
        this.refuse(where, `Prometheus cannot read the template: ${what}`, value, allowed, "mend the template");
      }
    }
  }

  /** Since version 3 any text is a name, and one that is no word stands in quotes wherever it is asked for. */
  private quoted(field: string, name: string): void {
    this.examination.warn({
      where: this.object.where(field),
      what: `${PROMETHEUS} reads the name ${name} in quotes alone, and releases before 3 not at all`,
      allowed: "letters, digits and _, no digit first",
      doThis: "rename it, if nothing else asks for it",
      source: SOURCE,
    });
  }

  /** Two alerts of one name and the same labels cannot be told apart in a notification. */
  private onlyOnce(alert: string, rule: JsonRecord, field: string): void {
    const key = JSON.stringify([alert, Object.entries(recordAt(rule, "labels")).toSorted()]);
    if (this.alerts.has(key)) {
      this.examination.warn({
        where: this.object.where(field),
        what: `two alerts are named ${alert} and have the same labels, so that nobody can tell them apart`,
        doThis: "remove one, rename it or give it another label",
        source: "prometheus/prometheus v3.15.0, cmd/promtool: duplicate rules",
      });
    }
    this.alerts.add(key);
  }

  private duration(holder: JsonRecord, key: string, field: string): void {
    const value = holder[key];
    if (value === undefined || value === null) return;
    const text = asText(asList(value)[0]);
    if (holdsReference(text) || isPrometheusDuration(text)) return;
    this.refuse(
      `${field}.${key}`,
      "Prometheus cannot read the duration",
      value,
      PROMETHEUS_DURATION_TITLE,
      "write it that way",
    );
  }

  private refuse(field: string, what: string, got: unknown, allowed: string | undefined, doThis: string): void {
    this.examination.refuse({
      where: this.object.where(field),
      what: what.replace(/^Prometheus/, PROMETHEUS),
      got,
      ...(allowed === undefined ? {} : { allowed }),
      doThis,
      source: SOURCE,
    });
  }
}

/** What Prometheus reads as left out. */
function isNothing(value: unknown): boolean {
  if (typeof value === "string") return /^(?:0|(?:0[a-z]+)*)$/.test(value);
  return value === undefined || value === null || Object.keys(recordAt({ value }, "value")).length === 0;
}
