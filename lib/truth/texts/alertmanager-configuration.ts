import { join } from "node:path";
import { closestNames } from "../../core/closest-names";
import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import { mergeOver } from "../../core/merge";
import { readYaml } from "../../core/yaml";
import { releaseValues } from "../charts/release-values";
import type { Examination } from "../examination";
import type { KubernetesObject } from "../kubernetes/objects";
import type { SynthesizedResource } from "../synthesized-resource";
import { holdsReference, knownText, REFERENCE } from "../terraform-text";
import { reportConfiguration } from "./configuration-report";
import { readConfigurationSchema } from "./configuration-schema";

/** The keys of Alertmanager's configuration. */
export const ALERTMANAGER_CONFIGURATION_FILE = join(
  __dirname,
  "../../catalogue/alerts/alertmanager-configuration.json",
);

/** A chart that brings an Alertmanager. */
interface AlertmanagerChart {
  /** Where the configuration stands in its values. */
  readonly path: readonly string[];
  /** Its own configuration as far as others refer to it. Helm lays that of a user over it, lists as a whole. */
  readonly brings: JsonRecord;
  /** A route below the first that it brings as well at one version, and the receiver of it. @default - none */
  readonly routeTo?: { readonly version: string; readonly receiver: string };
  /** Keys beside the configuration that are the chart's own. */
  readonly ownKeys: readonly string[];
}

/** prometheus-community/helm-charts, values.yaml of kube-prometheus-stack 88.5.3 and of alertmanager. */
const CHARTS: ReadonlyMap<string, AlertmanagerChart> = new Map([
  [
    "kube-prometheus-stack",
    {
      path: ["alertmanager", "config"],
      brings: { route: { receiver: "null" }, receivers: [{ name: "null" }] },
      routeTo: { version: "88.5.3", receiver: "null" },
      ownKeys: [],
    },
  ],
  [
    "alertmanager",
    {
      path: ["config"],
      brings: { route: { receiver: "default-receiver" }, receivers: [{ name: "default-receiver" }] },
      ownKeys: ["enabled"],
    },
  ],
]);

/** A secret's key that the Prometheus operator takes for a configuration. */
const FILE = /^alertmanager\.ya?ml$/;

/** Looks at the configuration of Alertmanager in the values of its charts. */
export function examineAlertmanagerValues(resource: SynthesizedResource, examination: Examination): void {
  if (resource.type !== "helm_release") return;
  const [name = ""] = /[^/]+$/.exec(textAt(resource.config, "chart") ?? "") ?? [];
  const chart = CHARTS.get(name);
  if (chart === undefined) return;
  const { path, brings, ownKeys, routeTo } = chart;
  const { values, isPartial } = releaseValues(resource.config, resource.path);
  const given = withoutNulls(recordAt(values, ...path), ownKeys);
  if (Object.keys(given).length === 0) return;
  const isTemplate = recordAt(values, ...path.slice(0, -1))["tplConfig"] === true;
  const content = recordAt(isTemplate ? withoutTemplates(given) : given);
  const isWhole = !isPartial && !setsBelow(resource.config, path.join("."));
  const where = `${resource.path} values ${path.join(".")}`;
  const configuration = new AlertmanagerConfiguration(where, content, examination, mergeOver(brings, content), isWhole);
  configuration.examine();
  const isVersion = knownText(textAt(resource.config, "version") ?? "") === routeTo?.version;
  const staysBelow = !("routes" in recordAt(values, ...path, "route"));
  if (isVersion && routeTo !== undefined && isWhole && staysBelow) configuration.examineRouteTo(routeTo.receiver);
}

/** Null takes away what the chart brings; some keys are for the chart and not for Alertmanager. */
function withoutNulls(content: JsonRecord, ownKeys: readonly string[] = []): JsonRecord {
  const kept = Object.entries(content).filter(([key, value]) => value !== null && !ownKeys.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, isJsonRecord(value) ? withoutNulls(value) : value]));
}

/** Helm fills in its own templates first, so that nothing is known of what they give. */
function withoutTemplates(data: unknown): unknown {
  if (typeof data === "string") return data.replace(/\{\{.*?\}\}/gs, REFERENCE);
  if (Array.isArray(data)) return data.map(withoutTemplates);
  if (!isJsonRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutTemplates(value)]));
}

/** Whether single values are set inside of the configuration, as a part of a list may be. */
function setsBelow(config: JsonRecord, path: string): boolean {
  return ["set", "set_list", "set_sensitive", "set_wo"]
    .flatMap((block) => asList(config[block]))
    .some((entry) => textAt(entry, "name")?.startsWith(`${path}.`) === true);
}

/** Looks at the configuration of Alertmanager in a secret, where the Prometheus operator looks for one. */
export function examineAlertmanagerSecret(object: KubernetesObject, examination: Examination): void {
  if (object.kind !== "Secret") return;
  for (const field of ["stringData", "data"]) {
    for (const [file, text] of Object.entries(recordAt(object.manifest, field))) {
      // Terraform's own resource takes plain text under `data`; a manifest has it encoded there.
      if (!FILE.test(file) || typeof text !== "string" || !text.includes(":")) continue;
      const reading = readYaml(text);
      if (reading.fault !== undefined) continue;
      examineContent(reading.data, object.where(`${field}.${file}`), examination);
    }
  }
}

function examineContent(content: unknown, where: string, examination: Examination): void {
  if (!isJsonRecord(content) || Object.keys(content).length === 0) return;
  new AlertmanagerConfiguration(where, content, examination, content, true).examine();
}

class AlertmanagerConfiguration {
  private readonly schema = readConfigurationSchema(ALERTMANAGER_CONFIGURATION_FILE);
  private readonly receivers: readonly string[];
  private readonly intervals: readonly string[];

  public constructor(
    private readonly where: string,
    /** What the user wrote. */
    private readonly content: JsonRecord,
    private readonly examination: Examination,
    /** The same over what a chart brings. */
    private readonly whole: JsonRecord,
    /** Whether all of it is known, so that a name that is missing is missing. */
    private readonly isWhole: boolean,
  ) {
    this.receivers = namesOf(whole, "receivers");
    this.intervals = [...namesOf(whole, "time_intervals"), ...namesOf(whole, "mute_time_intervals")];
  }

  public examine(): void {
    const { route } = this.whole;
    const content = this.content === this.whole || "route" in this.content ? this.content : { ...this.content, route };
    reportConfiguration(this.schema, content, this.where, { unknown: () => false }, this.examination);
    this.onlyOnce(this.receivers, "receivers");
    this.onlyOnce(this.intervals, "time intervals");
    if (!isJsonRecord(route)) return;
    this.root(route);
    this.route(route, "route");
  }

  /** A route that the chart brings stays, unless others stand in its place. */
  public examineRouteTo(receiver: string): void {
    if (this.receivers.includes(receiver) || this.receivers.some(holdsReference)) return;
    this.refuse(
      "receivers",
      `the chart brings a route to the receiver ${receiver}, which is not among these`,
      this.receivers,
      `a receiver named ${receiver}, or routes of one's own`,
      "add the receiver, or set route.routes",
    );
  }

  /** The root takes every alert that nothing else took, so that it chooses none. */
  private root(route: JsonRecord): void {
    if (this.isWhole && route["receiver"] === undefined) {
      const receivers = this.receivers.length === 0 ? "a receiver, and the file has none" : this.receivers.join(", ");
      this.refuse("route", "the first route names no receiver", undefined, receivers, "name one");
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
    if (!this.isWhole || known.includes(name) || holdsReference(name) || known.some(holdsReference)) return;
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
