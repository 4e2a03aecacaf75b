/** A text as CEL writes it. JSON's escapes are CEL's too (CEL language definition, "String and Bytes Values"). */
export function celText(text: string): string {
  return JSON.stringify(text);
}

/** A list of texts as CEL writes it. */
export function celList(texts: readonly unknown[]): string {
  return `[${texts.map((text) => celText(String(text))).join(", ")}]`;
}

/** Whether the whole of a text in CEL is one of a pattern's; Go's patterns are a part of JavaScript's (RE2, "Syntax"). */
export function celMatches(text: string, pattern: RegExp): string {
  return `${text}.matches(${celText(pattern.source)})`;
}

/** A field below `securityContext` as it holds for a container, its own or else its pod's. As an optional value. */
export function appliedInCel(...path: readonly string[]): string {
  const below = ["securityContext", ...path].map((name) => `.?${name}`).join("");
  return `container${below}.or(variables.pod${below})`;
}

/** Whether the pods run on Windows. */
export const ON_WINDOWS = "variables.pod.?os.?name.orValue('') == 'windows'";

/** Whether a container is privileged. */
export const PRIVILEGED = "container.?securityContext.?privileged.orValue(false)";
