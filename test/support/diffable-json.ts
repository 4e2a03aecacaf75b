const WIDTH = 120;

/** JSON that a reviewer can read a change of: what fits a line stands on one, the way the formatter leaves it. */
export function diffableJson(value: unknown): string {
  return `${lines(value, "", 0)}\n`;
}

/** @param taken characters that stand before and behind the value on its line */
function lines(value: unknown, indent: string, taken: number): string {
  const flat = oneLine(value);
  if (indent.length + taken + flat.length <= WIDTH && indent !== "") return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${deeper}${lines(item, deeper, 1)}`).join(",\n")}\n${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => {
      const key = `${JSON.stringify(name)}: `;
      return `${deeper}${key}${lines(member, deeper, key.length + 1)}`;
    });
    return `{\n${members.join(",\n")}\n${indent}}`;
  }
  return flat;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return JSON.stringify(value);
}
