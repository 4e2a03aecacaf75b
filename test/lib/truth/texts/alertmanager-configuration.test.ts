import { readFileSync } from "node:fs";
import fc from "fast-check";
import { stringify } from "yaml";
import { areAlertMatchers } from "../../../../lib/truth/texts/alert-matchers";
import { ALERTMANAGER_CONFIGURATION_FILE } from "../../../../lib/truth/texts/alertmanager-configuration";
import { FORMATS } from "../../../../lib/truth/texts/configuration-formats";
import { readConfigurationSchema, shapeOf } from "../../../../lib/truth/texts/configuration-schema";
import {
  ACCEPTED_CONFIGURATIONS,
  ACCEPTED_MATCHERS,
  REFUSED_CONFIGURATIONS,
  REFUSED_MATCHERS,
} from "../../../support/alertmanager-cases";
import { readSchema, testWith } from "../../../support/shared-schemas";
import { examined, examinedManifest } from "./examined";

const schema = readConfigurationSchema(ALERTMANAGER_CONFIGURATION_FILE);
const inValues = (config: unknown) =>
  examined("helm_release", { chart: "kube-prometheus-stack", values: [stringify({ alertmanager: { config } })] });
const GOOD = ACCEPTED_CONFIGURATIONS["a tree of routes"];

// amtool says the same of each: test/real/amtool.test.ts.
test.each(Object.entries(ACCEPTED_CONFIGURATIONS))("%s is read", (_name, configuration) => {
  expect(inValues(configuration).problems).toEqual([]);
});

test.each(Object.entries(REFUSED_CONFIGURATIONS))("%s is refused", (_name, configuration) => {
  expect(inValues(configuration).problems.length).toBeGreaterThan(0);
});

test.each(ACCEPTED_MATCHERS)("the matchers %s are read", (matchers) => {
  expect(areAlertMatchers(matchers)).toBe(true);
});

test.each(REFUSED_MATCHERS)("the matchers %s are refused", (matchers) => {
  expect(areAlertMatchers(matchers)).toBe(false);
});

test("keys are facts", () => {
  expect(inValues(GOOD).facts).toContain("configuration key: receivers[].slack_configs[].channel");
});

test("a receiver that does not exist", () => {
  expect(inValues(REFUSED_CONFIGURATIONS["a receiver that does not exist"]).problems).toEqual([
    [
      "helm_release.it values alertmanager.config route.routes[0].receiver: Alertmanager 0.34 refuses its configuration: there is no receiver of that name",
      '  got: "pagerr"',
      "  allowed: pager, chat",
      "  do this: name one of the file, or add the receiver",
      "  source: prometheus/alertmanager v0.34.2, config/config.go",
    ].join("\n"),
  ]);
});

test("a key that does not exist", () => {
  expect(inValues(REFUSED_CONFIGURATIONS["a misspelt key of a receiver"]).problems).toEqual([
    [
      "helm_release.it values alertmanager.config receivers[1].slack_configs[0]: Alertmanager 0.34 has no configuration key receivers[].slack_configs[].chanel",
      '  got: "chanel"',
      "  allowed: channel, color, footer",
      "  do this: correct the name or remove the key, since a file with an unknown key is refused as a whole",
      "  source: prometheus/alertmanager v0.34.2, config and notify; prometheus/common v0.70.1, config",
    ].join("\n"),
  ]);
});

test("a secret that the Prometheus operator reads is looked at, as plain text", () => {
  const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" } };
  const text = stringify(REFUSED_CONFIGURATIONS["a receiver that does not exist"]);
  expect(examinedManifest({ ...secret, stringData: { "alertmanager.yaml": text } }).problems).toHaveLength(1);
  expect(examinedManifest({ ...secret, data: { "alertmanager.yaml": "cm91dGU=" } }).problems).toEqual([]);
});

test("odd values do not make it throw", () => {
  fc.assert(fc.property(fc.jsonValue(), (config) => void inValues(config)));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(GOOD)), fc.jsonValue()),
      (config) => void inValues(config),
    ),
  );
});

test("every shape names a format or a type, and every type is used", () => {
  const used = new Set([schema.root]);
  const visit = (shape: ReturnType<typeof shapeOf>): void => {
    if (shape.kind === "either") shape.shapes.forEach(visit);
    else if (shape.kind === "named") used.add(shape.name);
    else visit(shape.member);
  };
  for (const type of Object.values(schema.types)) {
    if (typeof type === "string") visit(shapeOf(type));
    else if (!Array.isArray(type)) Object.values(type).map(shapeOf).forEach(visit);
  }
  expect([...used].filter((name) => FORMATS[name] === undefined && schema.types[name] === undefined)).toEqual([]);
  expect(Object.keys(schema.types).filter((name) => !used.has(name))).toEqual([]);
  expect(readFileSync(ALERTMANAGER_CONFIGURATION_FILE, "utf8").split("\n").length).toBeLessThan(600);
});

const CHART = "charts/kube-prometheus-stack-88.5.3.values.json";
testWith(CHART)("the chart's own configuration is read", () => {
  const content = readSchema(CHART);
  expect(inValues((content.values ?? content).alertmanager.config).problems).toEqual([]);
});
