import { asText } from "../../../core/json";
import type { ReleaseView } from "../../subjects/release-view";

/** Whether a release of external-dns is told something by an argument or a variable instead of a value of the chart. */
export function isToldOtherwise({ values }: ReleaseView, argument: string): boolean {
  const text = `${asText(values["extraArgs"] ?? "")} ${asText(values["env"] ?? "")}`;
  return text.toLowerCase().replaceAll("_", "-").includes(argument);
}
