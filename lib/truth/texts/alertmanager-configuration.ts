import { join } from "node:path";
import type * as Yaml from "yaml";
import { closestNames } from "../../core/closest-names";
import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { Examination } from "../examination";
import type { KubernetesObject } from "../kubernetes/objects";
import type { SynthesizedResource } from "../synthesized-resource";
import { holdsReference, knownText } from "../terraform-text";
import { reportConfiguration } from "./configuration-report";
import { readConfigurationSchema } from "./configuration-schema";

/** The keys of Alertmanager's configuration. */
export const ALERTMANAGER_CONFIGURATION_FILE = join(
  __dirname,
  "../../catalogue/alerts/alertmanager-configuration.json",
);

/** Charts that bring an Alertmanager, and where its configuration stands in their values. */
const CHARTS: Readonly<Record<string, readonly string[]>> = {
  "kube-prometheus-stack": ["alertmanager", "config"],
  alertmanager: ["config"],
};

/** A secret's key that the Prometheus operator takes for a configuration. */
const FILE = /^alertmanager\.ya?ml$/;

// biome-ignore lint/style/noCommonJs: it must not be loaded with the families.
const loadYaml = (): typeof Yaml => require("yaml");

/** Looks at the configuration of Alertmanager in the values of its charts. */
export function examineAlertmanagerValues(resource: SynthesizedResource, examination: Examination): void {
  const [chart = ""] = /[^/]+$/.exec(textAt(resource.config, "chart") ?? "") ?? [];
  const path = resource.type === "helm_release" ? CHARTS[chart] : undefined;
  if (path === undefined) return;
  for (const values of asList(resource.config["values"])) {
    const content = typeof values === "string" ? yaml(knownText(values)) : undefined;
    examineContent(recordAt(content, ...path), `${resource.path} values ${path.join(".")}`, examination);
  }
}

/** Looks at the configuration of Alertmanager in a secret, where the Prometheus operator looks for one. */
export function examineAlertmanagerSecret(object: KubernetesObject, examination: Examination): void {
  if (object.kind !== "Secret") return;
  for (const field of ["stringData", "data"]) {
    for (const [file, text] of Object.entries(recordAt(object.manifest, field))) {
      // Terraform's own resource takes plain text under `data`; a manifest has it encoded there.
      if (!FILE.test(file) || typeof text !== "string" || !text.includes(":")) continue;
      examineContent(yaml(text), object.where(`${field}.${file}`), examination);
    }
  }
}

function examineContent(content: unknown, where: string, examination: Examination): void {
  if (!isJsonRecord(content) || Object.keys(content).length === 0) return;
  new AlertmanagerConfiguration(where, content, examination).examine();
}

function yaml(text: string): unknown {
  const document = loadYaml().parseDocument(text);
  return document.errors.length > 0 ? undefined : document.toJS();
}

class AlertmanagerConfiguration {
  private readonly schema = readConfigurationSchema(ALERTMANAGER_CONFIGURATION_FILE);
  private readonly receivers: readonly string[];
  private readonly intervals: readonly string[];

  public constructor(
    private readonly where: string,
    private readonly content: JsonRecord,
    private readonly examination: Examination,
  ) {
    this.receivers = namesOf(content, "receivers");
    this.intervals = [...namesOf(content, "time_intervals"), ...namesOf(content, "mute_time_intervals")];
  }

  public examine(): void {
    reportConfiguration(this.schema, this.content, this.where, { unknown: () => false }, this.examination);
    this.onlyOnce(this.receivers, "receivers");
    this.onlyOnce(this.intervals, "time intervals");
    const route = this.content["route"];
    if (!isJsonRecord(route)) return;
    this.root(route);
    this.route(route, "route");
  }

  /** The root takes every alert that nothing else took, so that it chooses none. */
  private root(route: JsonRecord): void {
    if (textAt(route, "receiver") === undefined) {
      this.refuse("route", "the first route names no receiver", undefined, this.receivers.join(", "), "name one");
    }
    for (const key of ["match", "match_re", "matchers", "mute_time_intervals", "active_time_intervals"]) {
      const value = route[key];
      const length = Array.isArray(value) ? value.length : Object.keys(recordAt(value)).length;
      if (length > 0)
        this.refuse(
          `route.${key}`,
          `the first route has ${key}, but every alert has to fit it`,
          value,
          "routes below it with matchers",
          "move it to a route below",
        );
    }
    if (route["continue"] === true) {
      this.refuse(
        "route.continue",
        "the first route goes on, but there is nothing beside it",
        true,
        "no continue",
        "remove it",
      );
    }
  }

  private route(route: JsonRecord, at: string): void {
    const receiver = textAt(route, "receiver");
    if (receiver !== undefined && receiver !== "") this.known(receiver, this.receivers, `${at}.receiver`, "receiver");
    for (const key of ["mute_time_intervals", "active_time_intervals"]) {
      for (const name of listAt(route, key)) this.known(String(name), this.intervals, `${at}.${key}`, "time interval");
    }
    const labels = listAt(route, "group_by").map(String);
    const twice = labels.find((label, index) => labels.indexOf(label) !== index);
    if (twice !== undefined)
      this.refuse(`${at}.group_by`, "a label stands twice", twice, "each label once", "remove one");
    if (labels.includes("...") && labels.length > 1) {
      this.refuse(
        `${at}.group_by`,
        "... stands for every label and has others beside it",
        labels,
        "... alone",
        "remove the others",
      );
    }
    for (const [index, below] of listAt(route, "routes").entries()) {
      if (isJsonRecord(below)) this.route(below, `${at}.routes[${index}]`);
    }
  }

  private known(name: string, known: readonly string[], at: string, title: string): void {
    if (known.includes(name) || holdsReference(name) || known.some(holdsReference)) return;
    const closest = closestNames(name, known).join(", ");
    this.refuse(
      at,
      `there is no ${title} of that name`,
      name,
      closest === "" ? `a ${title} of this file, which has none` : closest,
      `name one of the file, or add the ${title}`,
    );
  }

  private onlyOnce(names: readonly string[], title: string): void {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      this.refuse(title.replace(" ", "_"), `two ${title} have one name`, twice, "another name for each", "rename one");
  }

  private refuse(at: string, what: string, got: unknown, allowed: string, doThis: string): void {
    this.examination.refuse({
      where: `${this.where} ${at}`,
      what: `${this.schema.program} refuses its configuration: ${what}`,
      ...(got === undefined ? {} : { got }),
      allowed,
      doThis,
      source: "prometheus/alertmanager v0.34.2, config/config.go",
    });
  }
}

function namesOf(content: JsonRecord, key: string): readonly string[] {
  return listAt(content, key).map((member) => textAt(member, "name") ?? "");
}
