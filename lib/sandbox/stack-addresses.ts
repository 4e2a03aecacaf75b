import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../core/json";

/**
 * The text of a scratch stack. Its indentation is what lets a line number in one of Terraform's messages be led back to
 * the resource that stands there.
 */
export function stackText(stack: JsonRecord): string {
  return JSON.stringify(stack, null, INDENT);
}

const INDENT = 2;
/** Depth of a name under `resource.<type>.<name>`; `provider.<name>` and `output.<name>` are one shallower. */
const DEEP_SECTIONS = new Set(["resource", "data", "ephemeral"]);

/** The address of what stands at a line of `stackText` (the first line is 1); undefined outside any block. */
export function addressAtLine(lines: readonly string[], line: number): string | undefined {
  const names: string[] = [];
  let depth = Number.POSITIVE_INFINITY;
  for (let index = Math.min(line, lines.length) - 1; index >= 0 && depth > 1; index--) {
    const match = /^( *)"((?:[^"\\]|\\.)*)":/.exec(lines[index] ?? "");
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const own = match[1].length / INDENT;
    if (own >= depth) continue;
    depth = own;
    names.unshift(match[2]);
  }
  const [section, first, second] = names;
  if (section === undefined || first === undefined || depth !== 1) return undefined;
  if (!DEEP_SECTIONS.has(section)) return `${section}.${first}`;
  if (second === undefined) return undefined;
  return section === "resource" ? `${first}.${second}` : `${section}.${first}.${second}`;
}

/** The construct path that cdktf notes at every block; undefined when the address names none. */
export function constructPathOf(stack: JsonRecord, address: string): string | undefined {
  const parts = address.replace(/\[[^\]]*\]/g, "").split(".");
  const [first = "", second = "", third = ""] = parts;
  const place = DEEP_SECTIONS.has(first)
    ? recordAt(stack, first, second, third)
    : first in recordAt(stack, "resource")
      ? recordAt(stack, "resource", first, second)
      : recordAt(stack, first, second);
  const own = textAt(recordAt(place, "//", "metadata"), "path");
  return own ?? kubernetesPath(place);
}

/** Palisade also notes the path as an annotation. */
function kubernetesPath(place: JsonRecord): string | undefined {
  const metadata = place["metadata"];
  const first: unknown = Array.isArray(metadata) ? metadata[0] : metadata;
  return isJsonRecord(first) ? textAt(first["annotations"], "palisade.dev/path") : undefined;
}
