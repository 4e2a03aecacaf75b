import { CLIENTS } from "../../../catalogue";
import { splitImage } from "../../../images/image-name";
import type { PodView } from "../../subjects/pod-view";

/** Repositories of the execution clients, without their registries: a mirror is found as well. */
const REPOSITORIES = Object.values(CLIENTS)
  .filter(({ role }) => role === "execution")
  .map(({ image }) => image.repository.replace(/^[^/]*\.[^/]*\//, ""));

/** Whether one of the containers of a pod runs an execution client, by its image. */
export function runsExecutionClient({ containers }: PodView): boolean {
  const names = containers.map(({ image = "" }) => `/${splitImage(image)?.repository ?? ""}`);
  return REPOSITORIES.some((repository) => names.some((name) => name.endsWith(`/${repository}`)));
}
