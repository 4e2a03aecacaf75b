/** One field of a cron schedule: the numbers it takes, and the words that stand for some of them. */
interface CronField {
  readonly first: number;
  readonly last: number;
  readonly words: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Minute, hour, day of month, month, day of week. */
const FIELDS: readonly CronField[] = [
  { first: 0, last: 59, words: [] },
  { first: 0, last: 23, words: [] },
  { first: 1, last: 31, words: [] },
  { first: 1, last: 12, words: MONTHS },
  { first: 0, last: 6, words: DAYS },
];

const WHOLE_SCHEDULE = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const PART = /^(?:[*?]|(\w+)(?:-(\w+))?)(?:\/([1-9]\d*))?$/;

function numberOf(text: string, { first, last, words }: CronField): number | undefined {
  const word = words.indexOf(text.toUpperCase());
  if (word >= 0) return word + first;
  const number = Number(text);
  return /^\d+$/.test(text) && number >= first && number <= last ? number : undefined;
}

function isPart(text: string, field: CronField): boolean {
  const match = PART.exec(text);
  if (match === null) return false;
  const [, from, to] = match;
  if (from === undefined) return true;
  const first = numberOf(from, field);
  const last = to === undefined ? first : numberOf(to, field);
  return first !== undefined && last !== undefined && first <= last;
}

/**
 * True for what a Kubernetes CronJob takes as its schedule (Kubernetes documentation, "CronJob": schedule syntax). Time
 * zones stand in a field of their own there.
 */
export function isCronSchedule(text: string): boolean {
  if (WHOLE_SCHEDULE.test(text)) return true;
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    FIELDS.every((field, index) => fields[index]?.split(",").every((part) => isPart(part, field)) ?? false)
  );
}
