import { formatProblem } from "../../../../../lib/core/errors";
import type { Examination } from "../../../../../lib/truth";
import { Examination as NewExamination } from "../../../../../lib/truth/examination";
import type { Examiner } from "../../../../../lib/truth/examiners";
import { resourcesOf } from "../../../../../lib/truth/synthesized-resource";

/** What an examiner finds in one resource of a type, which stands at the construct path `test/thing`. */
export function examineOne(
  examine: Examiner,
  type: string,
  config: object,
  mode: "resource" | "data" = "resource",
): Examination {
  const examination = new NewExamination();
  const member = { ...config, "//": { metadata: { path: "test/thing" } } };
  for (const resource of resourcesOf({ [mode]: { [type]: { thing: member } } })) examine(resource, examination, {});
  return examination;
}

/** The problems as a reader sees them. */
export function messagesOf(examination: Examination): readonly string[] {
  return examination.problems.map(formatProblem);
}

/** The warnings as a reader sees them. */
export function warningsOf(examination: Examination): readonly string[] {
  return examination.warnings.map(formatProblem);
}
