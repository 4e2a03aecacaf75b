import { REFERENCE } from "../terraform-text";

/**
 * Whether some text fits both patterns. `*` stands for any text and `?` for one character, in either of them.
 */
export function globsMeet(first: string, second: string): boolean {
  let reached = reachFrom(second, [0]);
  for (const character of first) {
    if (reached.size === 0) return false;
    if (character === "*") {
      reached = placesFrom(second, Math.min(...reached));
      continue;
    }
    const next: number[] = [];
    for (const place of reached) {
      const other = second[place];
      if (other === "*") next.push(place);
      else if (other !== undefined && (other === character || other === "?" || character === "?")) next.push(place + 1);
    }
    reached = reachFrom(second, next);
  }
  return reached.has(second.length);
}

/** Places of a pattern that can be reached without reading a character: stars may stand for nothing. */
function reachFrom(pattern: string, places: readonly number[]): Set<number> {
  const reached = new Set<number>();
  for (let place of places) {
    reached.add(place);
    while (pattern[place] === "*") {
      place += 1;
      reached.add(place);
    }
  }
  return reached;
}

/** Every place of a pattern from one on: where a star of the other pattern may lead. */
function placesFrom(pattern: string, least: number): Set<number> {
  return new Set(Array.from({ length: pattern.length - least + 1 }, (_, offset) => least + offset));
}

/**
 * A known text of a policy as a pattern: a reference and a policy variable (`${aws:username}`) may become anything.
 */
export function policyGlob(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "*").replaceAll(REFERENCE, "*");
}

/** A name of AWS's reference as a pattern: `${Account}`, `<key>`, and what a few names say instead, stand for anything. */
export function referenceGlob(template: string): string {
  return template.replaceAll(/\$\{[^}]*\}|<[^>]*>/g, "*").replace(/\/(?:tag-key)?$/, "/*");
}

/** `arn:partition:service:region:account:resource` */
const ARN_SEGMENTS = 6;

/** The parts of an ARN; the last may hold colons itself. Undefined for a pattern that leaves some of them out. */
function segmentsOf(arn: string): readonly string[] | undefined {
  const parts = arn.split(":");
  if (parts[0] !== "arn" || parts.length < ARN_SEGMENTS) return undefined;
  return [...parts.slice(0, ARN_SEGMENTS - 1), parts.slice(ARN_SEGMENTS - 1).join(":")];
}

/** Whether some ARN fits both patterns. Part by part where both have all of them: a star does not reach over a colon. */
export function arnsMeet(first: string, second: string): boolean {
  const [segments, others] = [segmentsOf(first), segmentsOf(second)];
  if (segments === undefined || others === undefined) return globsMeet(first, second);
  return segments.every((segment, index) => globsMeet(segment, others[index] ?? ""));
}

/** The service that an ARN names; undefined where it is not certain. */
export function serviceOfArn(arn: string): string | undefined {
  const service = segmentsOf(arn)?.[2];
  return service === undefined || /[*?]/.test(service) ? undefined : service;
}
