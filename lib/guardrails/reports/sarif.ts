import { PALISADE_VERSION } from "../../core/version";
import type { Finding, Location } from "../finding";
import { familyOf } from "../rule";
import type { Effect, Severity } from "../severity";
import { JsonPlaces } from "./json-places";
import { anchorOf, headingsOf, type Report, type RuleHeading } from "./report";
import { tallyOf } from "./tally";

/** How the report is written. */
export interface SarifOptions {
  /**
   * Absolute address of docs/guardrails.md where it is published. SARIF takes no relative one (2.1.0, §3.49.12).
   *
   * @default - rules have no `helpUri`; their help names the page
   */
  readonly documentationUrl?: string;
}

/** What GitHub takes of one run (docs.github.com, "SARIF support for code scanning"). */
export const SARIF_LIMITS = { results: 25_000, rules: 25_000, tags: 20, locations: 1_000 } as const;

/** What GitHub calls critical, high, medium and low by number: from 9.0, from 7.0, from 4.0, and below. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

const LEVEL_OF_SEVERITY: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

const LEVEL_OF_EFFECT: Readonly<Record<Effect, "error" | "warning" | "note">> = {
  block: "error",
  warn: "warning",
  report: "note",
};

/**
 * The report as SARIF 2.1.0, within what GitHub takes. What is let off stays in it as a suppression. What cannot be
 * told is only counted, since readers of SARIF show every result as a finding.
 */
export function sarifReport(report: Report, options: SarifOptions = {}): string {
  const { verdicts, gone } = report;
  const rules = headingsOf(report).slice(0, SARIF_LIMITS.rules);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const places = new JsonPlaces(report.files ?? new Map());
  // The worst come first, so what is left out is the least.
  const shown = verdicts.findings.slice(0, SARIF_LIMITS.results);
  const leftOut = verdicts.findings.length - shown.length;
  const notifications = [
    ...verdicts.errors.map((error) => ({
      level: "error",
      message: { text: `the rule ${error.rule} failed to judge ${error.path}: ${error.message}` },
      associatedRule: { id: error.rule },
    })),
    ...(leftOut === 0
      ? []
      : [
          {
            level: "warning",
            message: { text: `${leftOut} findings are left out: a run holds ${SARIF_LIMITS.results}` },
          },
        ]),
    ...verdicts.unused.map(({ stack, suppression: { rule, scope } }) => ({
      level: "warning",
      message: { text: `the suppression of ${rule} at ${scope} in ${stack} lets nobody off any more` },
    })),
  ];
  const { unknown, passed } = tallyOf(verdicts);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Palisade",
            version: PALISADE_VERSION,
            semanticVersion: PALISADE_VERSION,
            rules: rules.map((rule) => descriptor(rule, options)),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: verdicts.errors.length === 0, toolExecutionNotifications: notifications }],
        results: shown.map((finding) => ({
          ruleId: finding.rule,
          ...indexed(indexes, finding.rule),
          level: LEVEL_OF_EFFECT[finding.effect],
          message: { text: messageOf(finding, rules[indexes.get(finding.rule) ?? -1]) },
          locations: [location(finding, places)],
          // GitHub reads the first of the two, and computes it from lines where it is not there.
          partialFingerprints: {
            primaryLocationLineHash: `${finding.fingerprint}:1`,
            "palisade/v1": finding.fingerprint,
          },
          suppressions: suppressionsOf(finding),
          ...(gone === undefined ? {} : { baselineState: finding.isKnown === true ? "unchanged" : "new" }),
          properties: { severity: finding.severity, effect: finding.effect, pointer: finding.pointer },
        })),
        properties: { passed, unknown, stacks: verdicts.stacks },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function indexed(indexes: ReadonlyMap<string, number>, rule: string): object {
  const index = indexes.get(rule);
  return index === undefined ? {} : { ruleIndex: index };
}

function descriptor(rule: RuleHeading, { documentationUrl }: SarifOptions): object {
  const { id, title, why, fix, severity, controls = {}, aliases = [] } = rule;
  const page = `docs/guardrails.md#${anchorOf(id)}`;
  const names = Object.entries(controls).flatMap(([framework, ids = []]) => ids.map((each) => `${framework}/${each}`));
  const tags = ["security", familyOf(rule), ...aliases, ...names].slice(0, SARIF_LIMITS.tags);
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: title },
    fullDescription: { text: why === "" ? title : why },
    help: {
      text: `${why} Fix: ${fix}. More: ${page}`,
      markdown: `${why}\n\n**Fix:** ${fix}.\n\nMore: \`${page}\``,
    },
    ...(documentationUrl === undefined ? {} : { helpUri: `${documentationUrl}#${anchorOf(id)}` }),
    defaultConfiguration: { level: LEVEL_OF_SEVERITY[severity] },
    properties: {
      tags: [...new Set(tags)],
      precision: "high",
      "problem.severity": LEVEL_OF_SEVERITY[severity] === "note" ? "recommendation" : LEVEL_OF_SEVERITY[severity],
      "security-severity": SECURITY_SEVERITY[severity],
    },
  };
}

/** Names in SARIF are written together: `NetworkOpenAdminPort`. */
function nameOf(id: string): string {
  return id
    .split(/[/-]/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join("");
}

function messageOf({ path, field, got, expected }: Finding, rule: RuleHeading | undefined): string {
  const found = got === undefined ? "nothing stands there" : `got ${got}`;
  const fix = rule === undefined || rule.fix === "" ? "" : ` Fix: ${rule.fix}.`;
  return `${`${path} ${field}`.trim()}: ${found}, expected ${expected}.${fix}`;
}

function location({ stack, path, address, pointer }: Location, places: JsonPlaces): object {
  const place = places.find(stack, pointer);
  const logical = [
    ...(path === "" ? [] : [{ name: path.split("/").at(-1), fullyQualifiedName: path, kind: "construct" }]),
    ...(address === "" ? [] : [{ name: address, fullyQualifiedName: address, kind: "resource" }]),
  ];
  return {
    ...(place === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(place.path) },
            ...(place.region === undefined ? {} : { region: place.region }),
          },
        }),
    ...(logical.length === 0 ? {} : { logicalLocations: logical }),
  };
}

function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function suppressionsOf({ suppression }: Finding): readonly object[] {
  if (suppression === undefined) return [];
  const { reason, owner, created, expires, scope } = suppression;
  const justification = `${reason} (${owner}, from ${created} until ${expires})`;
  return [{ kind: "external", status: "accepted", justification, properties: { owner, created, expires, scope } }];
}
