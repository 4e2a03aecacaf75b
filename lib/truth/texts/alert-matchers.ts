import { regexFault } from "./regular-expression";

const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
// prometheus/alertmanager v0.34.2, matcher/parse/lexer.go: what stands without quotes.
const BARE = "[^\\s{}!=~,\\\\\"'`]+";
const NEW_FORM = new RegExp(`^(?:${QUOTED}|${BARE})\\s*(=~|!~|!=|=)\\s*(${QUOTED}|${BARE})$`);
// pkg/labels/parse.go: the older reader, which still comes second.
const OLD_FORM = /^[a-zA-Z_:][a-zA-Z0-9_:]*\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^"]*)$/;

/** What a matcher of Alertmanager looks like, as a message says it. */
export const ALERT_MATCHER_TITLE =
  'matchers such as severity="critical" or team=~"ops|node": =, !=, =~ or !~ between a label and a value';

/** Whether Alertmanager reads a text as one matcher or several with commas between, with or without braces. */
export function areAlertMatchers(text: string): boolean {
  // The older reader takes each brace without the other.
  const inner = text.trim().replace(/^\{/, "").replace(/\}$/, "");
  const parts = splitAtCommas(inner.trim().replace(/,\s*$/, ""));
  if (parts.length === 1 && parts[0]?.trim() === "") return true;
  return parts.every((each) => {
    const part = each.trim();
    const [, operator = "", value = ""] = NEW_FORM.exec(part) ?? OLD_FORM.exec(part) ?? [];
    if (operator === "") return false;
    return (
      !operator.includes("~") || regexFault(value.replace(/^"(.*)"$/s, "$1").replaceAll("\\\\", "\\")) === undefined
    );
  });
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  for (let place = 0; place < text.length; place++) {
    const sign = text[place] ?? "";
    if (quoted && sign === "\\") {
      part += sign + (text[++place] ?? "");
      continue;
    }
    if (sign === '"') quoted = !quoted;
    if (sign === "," && !quoted) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part];
}
