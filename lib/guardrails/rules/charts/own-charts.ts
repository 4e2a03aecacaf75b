import { textAt } from "../../../core/json";
import type { ReleaseView } from "../../subjects/release-view";

/** What stands in the addresses of somebody who publishes charts under the same names, with other values. */
const OF_NAMESAKES = "bitnami";

/** A check of charts of the programs' own projects: the values of a namesake mean something else. */
export function ofOwnChart<T>(check: (release: ReleaseView) => T | undefined): (release: ReleaseView) => T | undefined {
  return (release) => (isNamesake(release) ? undefined : check(release));
}

function isNamesake({ resource }: ReleaseView): boolean {
  return ["chart", "repository"].some((argument) => (textAt(resource.config, argument) ?? "").includes(OF_NAMESAKES));
}
