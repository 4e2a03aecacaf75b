import { count } from "../../rehearsal/table";
import type { Finding, Location } from "../finding";
import { openFindings, type Verdicts } from "../judge";
import type { Effect, Severity } from "../severity";
import { JsonPlaces } from "./json-places";
import { headingFinder, type Report, type RuleHeading } from "./report";
import { grouped, isKnownOnly, isSuppressed, tallyOf } from "./tally";

/** How the report is written. */
export interface TerminalOptions {
  /** Whether words are coloured. @default false */
  readonly colour?: boolean;
  /** Whether everything is shown: all places, what only stands in reports, what is let off or known, what cannot be told. @default false */
  readonly all?: boolean;
}

/** Places of a rule in a stack that are shown; the others are counted. */
const SHOWN_PLACES = 3;

const COLOURS: Readonly<Record<Severity | "quiet" | "strong", number>> = {
  critical: 35,
  high: 31,
  medium: 33,
  low: 36,
  quiet: 2,
  strong: 1,
};

const EFFECT_WORDS: Readonly<Record<Effect, string>> = { block: "blocks", warn: "warns", report: "is only reported" };

/** The report for a terminal: by rule and then by stack, the worst first, with one line on what is let off. */
export function terminalReport(report: Report, options: TerminalOptions = {}): string {
  const { verdicts } = report;
  const page = new Page(headingFinder(report), new JsonPlaces(report.files ?? new Map()), options);
  const open = openFindings(verdicts).filter(({ effect }) => options.all === true || effect !== "report");
  return [
    ...page.findings(open),
    ...(options.all === true ? page.letOff(verdicts) : []),
    ...page.errors(verdicts),
    ...page.unused(verdicts),
    ...page.gone(report),
    page.summary(report),
  ].join("\n\n");
}

class Page {
  public constructor(
    private readonly headingOf: (rule: string) => RuleHeading,
    private readonly files: JsonPlaces,
    private readonly options: TerminalOptions,
  ) {}

  public findings(findings: readonly Finding[]): readonly string[] {
    return [...grouped(findings, ({ rule }) => rule)].map(([rule, ofRule]) => {
      const { severity, title, fix } = this.headingOf(rule);
      const stacks = [...grouped(ofRule, ({ stack }) => stack)].flatMap(([stack, ofStack]) => [
        `  ${stack === "" ? "the app" : stack}${this.paint("quiet", ` (${effectsOf(ofStack)})`)}`,
        ...this.places(ofStack),
      ]);
      return [
        `${this.paint(severity, severity)}  ${this.paint("strong", title)}  ${this.paint("quiet", rule)}`,
        ...(fix === "" ? [] : [`  fix: ${fix}`]),
        ...stacks,
      ].join("\n");
    });
  }

  public letOff({ findings, doubts }: Verdicts): readonly string[] {
    const suppressed = findings.filter(isSuppressed).map((finding) => {
      const { reason = "", owner = "", expires = "" } = finding.suppression ?? {};
      return `  ${finding.rule} at ${placeOf(finding)}: ${reason} (${owner}, until ${expires})`;
    });
    const known = findings.filter(isKnownOnly).map((finding) => `  ${finding.rule} at ${placeOf(finding)}`);
    const unknown = doubts.map((doubt) => `  ${doubt.rule} at ${placeOf(doubt)}: ${doubt.because}`);
    return [
      ...section("suppressed:", suppressed),
      ...section("known from the baseline:", known),
      ...section("cannot be told:", unknown),
    ];
  }

  public errors({ errors }: Verdicts): readonly string[] {
    const lines = errors.map((error) => `  ${error.rule} at ${placeOf(error)}: ${oneLine(error.message)}`);
    return section(this.paint("high", "rules that failed to judge, which blocks; mend the rule:"), lines);
  }

  public unused({ unused }: Verdicts): readonly string[] {
    const lines = unused.map(
      ({ stack, suppression: { rule, scope, owner, expires } }) =>
        `  ${rule} at ${scope} in ${stack} (${owner}, until ${expires})`,
    );
    return section(this.paint("medium", "suppressions that let nobody off any more; remove them:"), lines);
  }

  public gone({ gone = [] }: Report): readonly string[] {
    const lines = gone.map(({ rule, path, field, fingerprint }) =>
      `  ${fingerprint} ${rule} at ${path} ${field}`.trimEnd(),
    );
    return section(
      this.paint("medium", "entries of the baseline that are no longer found; --write-baseline takes them out:"),
      lines,
    );
  }

  public summary({ verdicts, rules }: Report): string {
    const { open, suppressed, known, unknown, passed, errors } = tallyOf(verdicts);
    const counted = [`${open.block} blocking`, `${open.warn} warning`, `${open.report} only reported`];
    const others = [
      ...(errors === 0 ? [] : [`${count(errors, "rule error")}, blocking`]),
      ...(suppressed === 0 ? [] : [`${suppressed} suppressed`]),
      ...(known === 0 ? [] : [`${known} known from the baseline`]),
      ...(unknown === 0 ? [] : [`${unknown} cannot be told`]),
    ];
    const all = open.block + open.warn + open.report;
    const asked = `${count(rules.length, "rule")} on ${count(verdicts.stacks.length, "stack")}, ${passed} times right`;
    const found = all === 0 ? "no open findings" : `${count(all, "open finding")}: ${counted.join(", ")}`;
    return [found, ...others, asked].join("; ");
  }

  private places(findings: readonly Finding[]): readonly string[] {
    const shown = this.options.all === true ? findings : findings.slice(0, SHOWN_PLACES);
    const more = findings.length - shown.length;
    return [
      ...shown.flatMap(({ got, expected, ...place }) => [
        `    ${insideOf(place)}`,
        `      ${got === undefined ? "nothing stands there" : `got: ${got}`}`,
        `      expected: ${expected}`,
        ...this.line(place),
      ]),
      ...(more === 0 ? [] : [this.paint("quiet", `    and ${count(more, "more place")}: --all shows all`)]),
    ];
  }

  /** File and line of what no construct made; a construct path leads to the source better than synthesized JSON does. */
  private line({ stack, path, address, pointer }: Location): readonly string[] {
    if (path !== address || address === "") return [];
    const found = this.files.find(stack, pointer);
    return found === undefined ? [] : [`      at: ${found.path}:${found.region?.startLine ?? 1}`];
  }

  private paint(colour: keyof typeof COLOURS, text: string): string {
    return this.options.colour === true ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
  }
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[title, ...lines].join("\n")];
}

function effectsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ effect }) => EFFECT_WORDS[effect]))].join(", ");
}

/** Construct path, Terraform address where it says more, and the place inside. */
function insideOf({ path, address, field }: Location): string {
  const named = address === "" || address === path ? path : `${path} (${address})`;
  return `${named} ${field}`.trim();
}

function placeOf(place: Location): string {
  const inside = insideOf(place);
  return inside === "" ? place.stack || "the app" : inside;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, "; ");
}
