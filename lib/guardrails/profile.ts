import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../core/json";
import { JUDGED_BY } from "../truth/synthesized-resource";
import type { Effect, Severity } from "./severity";

/** What findings do, by how bad they are. */
export type Profile = Readonly<Record<Severity, Effect>>;

/** The profiles, from the strictest. */
export const PROFILES = {
  /** For what people depend on: low findings alone pass. */
  strict: { critical: "block", high: "block", medium: "block", low: "warn" },
  /** For what is like it and nobody depends on. */
  standard: { critical: "block", high: "block", medium: "warn", low: "report" },
  /** For a cluster on a desk. */
  relaxed: { critical: "block", high: "warn", medium: "report", low: "report" },
} as const satisfies Record<string, Profile>;

/** A profile's name. */
export type ProfileName = keyof typeof PROFILES;

/** What a stack says of how it is to be judged. */
export interface Judging {
  /** Profile it is judged by. */
  readonly profile: ProfileName;
  /** What the findings of single rules do there. They can be made stricter that way, and never milder. */
  readonly effects: Readonly<Record<string, Effect>>;
}

/** How a stack wants to be judged; strictly where it does not say. */
export function judgingOf(stackMarks: JsonRecord): Judging {
  const guardrails = recordAt(stackMarks, JUDGED_BY);
  const name = textAt(guardrails, "profile") ?? "";
  const effects = Object.entries(recordAt(guardrails, "effects")).filter((entry): entry is [string, Effect] =>
    isEffect(entry[1]),
  );
  return { profile: isProfileName(name) ? name : "strict", effects: Object.fromEntries(effects) };
}

/** Whether a stack says at all that it is to be judged. */
export function wantsJudging(stackMarks: JsonRecord): boolean {
  return isJsonRecord(stackMarks[JUDGED_BY]);
}

/** What a finding of a rule does: what the profile says, or the rule's own effect where that is stricter. */
export function effectOf({ profile, effects }: Judging, rule: string, severity: Severity): Effect {
  const general = PROFILES[profile][severity];
  const own = effects[rule] ?? general;
  return EFFECTS.indexOf(own) < EFFECTS.indexOf(general) ? own : general;
}

/** From the strictest. */
const EFFECTS: readonly Effect[] = ["block", "warn", "report"];

/** True for the name of a profile. */
export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(PROFILES, name);
}

/** Whether something is one of the three effects. */
export function isEffect(value: unknown): value is Effect {
  return EFFECTS.some((effect) => effect === value);
}
