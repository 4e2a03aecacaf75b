/** Seconds of a day. */
export const DAY_SECONDS = 86_400;

/** Number of a day such as `2026-11-21`, counted from 1970; undefined for what is none, such as 2026-02-30. */
export function dayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return time / 1000 / DAY_SECONDS;
}
