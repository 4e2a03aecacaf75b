import type { FieldPath } from "../verdict";

/** A path as messages write it, `inline_policy[0].policy`, in its parts. */
export function parsePath(text: string): FieldPath {
  return [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([part, index]) => (index === undefined ? part : Number(index)));
}

/** A path as messages write it: `spec.containers[0].image`. Names that hold dots are quoted. */
export function showPath(path: FieldPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    if (/[.[\]"\s]/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** A path as a JSON pointer (RFC 6901): `/spec/containers/0/image`. */
export function jsonPointer(path: FieldPath): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
