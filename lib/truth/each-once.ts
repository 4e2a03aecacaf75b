import { formatProblem, type Problem } from "../core/errors";

/** The same doubt at several places, once: with the first of them, and the number of the others. */
export function eachOnce(doubts: readonly Problem[]): readonly Problem[] {
  const places = new Map<string, { readonly doubt: Problem; others: number }>();
  for (const doubt of doubts) {
    const { where: _, ...rest } = doubt;
    const known = places.get(formatProblem(rest));
    if (known === undefined) places.set(formatProblem(rest), { doubt, others: 0 });
    else known.others += 1;
  }
  return [...places.values()].map(({ doubt, others }) =>
    doubt.where === undefined || others === 0 ? doubt : { ...doubt, where: `${doubt.where} and ${others} more` },
  );
}
