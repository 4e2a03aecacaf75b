import { closestNames } from "../../core/closest-names";

/** What is wrong with a template. */
export interface TemplateFault {
  /** What, as a half sentence. */
  readonly what: string;
  /** What would do. @default - nothing to name */
  readonly allowed?: string;
}

/** Words that Go's templates bring along: text/template of Go 1.26, `builtins`. */
const GO_FUNCTIONS = [
  ...["and", "call", "eq", "ge", "gt", "html", "index", "js", "le", "len", "lt", "ne", "not", "or", "print", "printf"],
  ...["println", "slice", "urlquery"],
];

/** Words that Prometheus adds: prometheus/prometheus v3.15.0, template/template.go. */
const PROMETHEUS_FUNCTIONS = [
  ...["query", "first", "label", "value", "strvalue", "args", "reReplaceAll", "safeHtml", "match", "title", "toUpper"],
  ...["toLower", "graphLink", "tableLink", "sortByLabel", "stripPort", "stripDomain", "humanize", "humanize1024"],
  ...["humanizeDuration", "humanizePercentage", "humanizeTimestamp", "toTime", "toDuration", "now", "pathPrefix"],
  ...["externalURL", "parseDuration", "tmpl", "urlQueryEscape"],
];

/** Variables that Prometheus declares before the template of a rule: model/rulefmt/rulefmt.go. */
const RULE_VARIABLES = ["$labels", "$externalLabels", "$externalURL", "$value"];

const OPENERS = ["if", "range", "with", "block", "define"];
const LITERALS = ["true", "false", "nil"];
const KEYWORDS = [...OPENERS, ...LITERALS, "else", "end", "template", "break", "continue"];
const TOKEN = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\$[\w]*|\d[\w.]*|\.[\w.]*|[A-Za-z_]\w*|\s+|:=|[^\s]/g;

/**
 * What keeps Prometheus from reading the template of a label or an annotation: braces and blocks that are not closed,
 * functions and variables that do not exist.
 */
export function ruleTemplateFaults(text: string): readonly TemplateFault[] {
  const faults: TemplateFault[] = [];
  const variables = ["$", ...RULE_VARIABLES];
  const open: string[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf("{{", position);
    if (start < 0) break;
    const end = endOfAction(text, start + 2);
    if (end === undefined) return [...faults, { what: `{{ at character ${start + 1} is not closed` }];
    const action = text.slice(start + 2, end).replace(/^-\s|\s-$/g, "");
    position = end + 2;
    if (/^\s*\/\*/.test(action)) continue;
    faults.push(...actionFaults(action, open, variables));
  }
  return open.length === 0 ? faults : [...faults, { what: `{{ ${open.at(-1)} }} has no {{ end }}` }];
}

/** Place of the braces that close an action; those inside of quotes do not count. */
function endOfAction(text: string, start: number): number | undefined {
  TOKEN.lastIndex = start;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    if (text.startsWith("}}", token.index)) return token.index;
    if (token[0] === '"' || token[0] === "`") return undefined;
  }
  return undefined;
}

function actionFaults(action: string, open: string[], variables: string[]): readonly TemplateFault[] {
  const tokens = (action.match(TOKEN) ?? []).filter((token) => token.trim() !== "");
  const faults: TemplateFault[] = [];
  const [keyword = ""] = tokens;
  if (tokens.length === 0) return [{ what: "an action between {{ and }} is empty" }];
  if (keyword === "end" && open.pop() === undefined) faults.push({ what: "{{ end }} closes nothing" });
  if (keyword === "else" && open.length === 0) faults.push({ what: "{{ else }} belongs to nothing" });
  if (OPENERS.includes(keyword)) open.push(keyword);
  if (tokens.includes(":="))
    variables.push(...tokens.slice(0, tokens.indexOf(":=")).filter((token) => token.startsWith("$")));
  for (const token of tokens) {
    if (token.startsWith("$") && !variables.includes(token)) {
      faults.push({ what: `there is no variable ${token}`, allowed: closestNames(token, variables).join(", ") });
    }
    const word = /^[A-Za-z_]\w*$/.test(token);
    const known = [...GO_FUNCTIONS, ...PROMETHEUS_FUNCTIONS];
    if (word && !KEYWORDS.includes(token) && !known.includes(token)) {
      faults.push({ what: `there is no function ${token}`, allowed: closestNames(token, known).join(", ") });
    }
  }
  return faults;
}
