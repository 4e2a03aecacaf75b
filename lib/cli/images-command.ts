import { homedir } from "node:os";
import { join, relative } from "node:path";
import { PalisadeError, type Problem } from "../core/errors";
import { dockerCredentials } from "../images/docker-credentials";
import { IMAGE_LOCK_FILE, ImageLock } from "../images/image-lock";
import { canonicalImage } from "../images/image-name";
import { type EntryChange, type EntryReport, lockImages, type WantedImage } from "../images/lock-images";
import { LOCKING_IMAGES } from "../images/locking";
import { RegistryClient } from "../images/registry-client";
import type { StackEntry } from "../rehearsal/stack-entry";
import { count, renderTable } from "../rehearsal/table";
import { namedImages } from "../truth/images/named-images";
import { resourcesOf } from "../truth/synthesized-resource";
import { callerEnvironment } from "./caller";
import { print } from "./print";
import { readProject } from "./project";
import { synthesizeAside } from "./synthesized-app";
import { TemporaryFolder } from "./temporary-folder";

/** Options of `palisade images lock`. */
export interface ImagesLockOptions {
  /** Write nothing, and fail when the lock is out of date. */
  readonly check: boolean;
  /** Images for which the registry's word is taken. */
  readonly update: readonly string[];
  /** Platforms that every image must have. */
  readonly platform: readonly string[];
}

function updateWithCheck(): Problem {
  return { what: "--check and --update exclude each other", doThis: "leave one of them out" };
}

function malformedPlatform(got: string): Problem {
  return { what: "--platform is not one", got, allowed: "os/architecture, such as linux/arm64", doThis: "correct it" };
}

/** `palisade images lock`. @throws PalisadeError listing everything that is wrong, or with `check` out of date */
export async function imagesLockCommand(options: ImagesLockOptions, signal: AbortSignal): Promise<void> {
  const problems = options.platform.filter((name) => !/^[a-z0-9]+\/[a-z0-9/]+$/.test(name)).map(malformedPlatform);
  if (options.check && options.update.length > 0) problems.push(updateWithCheck());
  if (problems.length > 0) throw new PalisadeError(problems);
  const project = readProject(process.cwd());
  const lock = ImageLock.read(relative(process.cwd(), join(project.directory, IMAGE_LOCK_FILE)));
  const folder = new TemporaryFolder();
  try {
    const wanted = wantedImages(await synthesizeAside(folder, [], signal, { [LOCKING_IMAGES]: true }));
    const environment = callerEnvironment();
    const result = await lockImages({
      lock,
      wanted,
      update: options.update,
      platforms: options.platform,
      check: options.check,
      registries: new RegistryClient({ signal }, dockerCredentials(dockerConfigurationFile(environment), environment)),
    });
    if (!options.check) result.lock.write();
    show(result.reports, `${lock.file} ${options.check ? "is up to date" : "written"}`);
  } finally {
    folder.remove();
  }
}

/** Every image with a tag, once, in the order of its name: of several ways to write it the shortest. */
function wantedImages(stacks: readonly StackEntry[]): readonly WantedImage[] {
  const wanted = new Map<string, WantedImage>();
  for (const image of stacks.flatMap(({ json }) => [...resourcesOf(json)].flatMap(namedImages))) {
    if (image.tag === undefined) continue;
    const name = `${image.repository}:${image.tag}`;
    const key = canonicalImage(name);
    const known = wanted.get(key) ?? { name, needsEntry: false, where: image.where };
    wanted.set(key, {
      name: shorter(known.name, name),
      needsEntry: known.needsEntry || image.digest === undefined,
      where: known.where,
    });
  }
  return [...wanted.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function shorter(first: string, second: string): string {
  return second.length < first.length ? second : first;
}

/** Where Docker keeps who is logged in (source: Docker documentation, "docker login"). */
function dockerConfigurationFile(environment: NodeJS.ProcessEnv): string {
  const folder = environment["DOCKER_CONFIG"];
  return join(folder === undefined || folder === "" ? join(homedir(), ".docker") : folder, "config.json");
}

const SHOWN_DIGEST_CHARACTERS = "sha256:".length + 12;
const CHANGES: readonly EntryChange[] = ["added", "updated", "kept", "removed"];

function show(reports: readonly EntryReport[], ending: string): void {
  const rows = reports.map(({ name, change, entry }) => [
    name,
    entry.digest.slice(0, SHOWN_DIGEST_CHARACTERS),
    Object.keys(entry.platforms).join(", "),
    change,
  ]);
  if (rows.length > 0) {
    const titles = ["image", "digest", "platforms", "entry"];
    print(
      `${renderTable(
        titles.map((title) => ({ title })),
        rows,
      )}\n`,
    );
  }
  const sums = CHANGES.flatMap((change) => {
    const number = reports.filter((report) => report.change === change).length;
    return number === 0 ? [] : [`${number} ${change}`];
  });
  const colon = sums.length === 0 ? "" : `: ${sums.join(", ")}`;
  print(`${count(reports.length, "image")}${colon}; ${ending}`);
}
