import { Checker } from "../core/checks";
import { closestNames } from "../core/closest-names";
import { PalisadeError, type Problem } from "../core/errors";
import { runInOrder } from "../core/schedule";
import { ImageLock, type LockedImage } from "./image-lock";
import { canonicalImage, splitTag } from "./image-name";
import type { RegistryClient } from "./registry-client";
import { missingPlatform } from "./registry-problems";

/** An image of an app, with a tag. */
export interface WantedImage {
  /** `repository:tag` as the code writes it, once for all ways to write the same image. */
  readonly name: string;
  /** Whether somewhere it stands without a digest, so that the lock has to say which one. */
  readonly needsEntry: boolean;
  /** Construct path of the first one that names it. */
  readonly where: string;
}

/** What happened to one entry. */
export type EntryChange = "added" | "kept" | "updated" | "removed";

/** One entry, and what happened to it. */
export interface EntryReport {
  /** `repository:tag`. */
  readonly name: string;
  readonly change: EntryChange;
  /** The entry as it is now, or as it was when it is removed. */
  readonly entry: LockedImage;
}

/** How an app's images are locked. */
export interface LockImagesOptions {
  /** The lock as it is. */
  readonly lock: ImageLock;
  /** The app's images, each name once. */
  readonly wanted: readonly WantedImage[];
  /** `repository:tag` or `repository` for which the registry's word is taken. */
  readonly update: readonly string[];
  /** Platforms that every image must have. */
  readonly platforms: readonly string[];
  /** Take what is missing or unused for a problem instead of mending it. */
  readonly check: boolean;
  readonly registries: Pick<RegistryClient, "digestOf" | "resolve">;
}

/** The lock as it should be, and how it came to that. */
export interface LockImagesResult {
  readonly lock: ImageLock;
  /** Every entry, sorted by name. */
  readonly reports: readonly EntryReport[];
}

/** Images asked for at the same time. Registries count requests by address. */
const AT_ONCE = 4;

/** Platforms that are written down where an image has them, whatever was asked for: those that clouds rent out. */
const RECORDED_PLATFORMS = ["linux/amd64", "linux/arm64"];

const LOCK = "palisade images lock";

function missingEntry(name: string): Problem {
  return { what: `the lock has no entry for ${name}`, doThis: `run: ${LOCK}` };
}

function unusedEntry(name: string): Problem {
  return { what: `no stack of the app uses ${name} any more`, doThis: `run: ${LOCK}` };
}

function movedTag(name: string, locked: string, got: string): Problem {
  return {
    what: `the tag of ${name} was pushed again: the registry has another image under it than the lock`,
    got,
    allowed: locked,
    doThis: `find out who pushed it and why; if the new image is right: ${LOCK} --update ${name}`,
  };
}

function nothingToUpdate(got: string, names: readonly string[]): Problem {
  const known = new Set([...names, ...names.map((name) => splitTag(name)?.repository ?? name)]);
  return {
    what: "--update names an image that the app does not have",
    got,
    ...(names.length === 0 ? {} : { allowed: closestNames(got, known).join(", ") }),
    doThis: "give repository:tag or repository as the code writes it",
  };
}

/**
 * Brings a lock in line with an app's images. Every registry is asked before anything is decided.
 *
 * @returns the lock to write; with `check`, the lock as it is
 * @throws PalisadeError listing everything wrong with any image
 */
export async function lockImages(options: LockImagesOptions): Promise<LockImagesResult> {
  const { lock, wanted, update, check: checks } = options;
  const check = new Checker(lock.file);
  const names = wanted.map((image) => image.name);
  for (const target of update) {
    check.that(
      names.some((name) => isNamed(name, target)),
      () => nothingToUpdate(target, names),
    );
  }
  const kept = wanted.filter((image) => image.needsEntry || lock.entry(image.name) !== undefined);
  const outcomes = new Map<string, Outcome>();
  await runInOrder(
    kept.map((image) => ({ name: image.name, after: [], payload: image })),
    {
      workers: AT_ONCE,
      run: async (image) => {
        outcomes.set(image.name, await settle(image, options));
        return true;
      },
    },
  );
  const reports = kept.flatMap(({ name }) => {
    const { problems, report } = outcomes.get(name) ?? { problems: [] };
    for (const problem of problems) check.add(problem);
    return report === undefined ? [] : [report];
  });
  const used = new Set(names.map(canonicalImage));
  const removed = lock.names
    .filter((name) => !used.has(canonicalImage(name)))
    .flatMap((name): EntryReport[] => {
      const entry = lock.entry(name);
      if (checks) check.add(unusedEntry(name));
      return entry === undefined ? [] : [{ name, change: "removed", entry }];
    });
  check.done();
  const entries = new Map(reports.map(({ name, entry }) => [name, entry]));
  return {
    lock: new ImageLock(lock.file, entries),
    reports: [...reports, ...removed].sort((left, right) => (left.name < right.name ? -1 : 1)),
  };
}

function isNamed(name: string, target: string): boolean {
  const wanted = canonicalImage(target);
  return canonicalImage(name) === wanted || canonicalImage(splitTag(name)?.repository ?? name) === wanted;
}

/** What came of one image. Nothing is reported where something is wrong. */
interface Outcome {
  readonly problems: readonly Problem[];
  readonly report?: EntryReport;
}

async function settle({ name, where }: WantedImage, options: LockImagesOptions): Promise<Outcome> {
  const { lock, update, platforms } = options;
  const before = lock.entry(name);
  if (before === undefined && options.check) {
    return { problems: [{ ...missingEntry(name), where: `${lock.file} (${where})` }] };
  }
  const check = new Checker(`${name} (${where})`);
  const { repository = name, tag = "" } = splitTag(name) ?? {};
  try {
    if (before === undefined || update.some((target) => isNamed(name, target))) {
      const now = await options.registries.resolve(repository, tag);
      requirePlatforms(check, now, platforms);
      const change = before === undefined ? "added" : before.digest === now.digest ? "kept" : "updated";
      return outcomeOf(check, { name, change, entry: recorded(now, platforms) });
    }
    const digest = await options.registries.digestOf(repository, tag);
    check.that(digest === before.digest, () => movedTag(name, before.digest, digest));
    requirePlatforms(check, before, platforms);
    return outcomeOf(check, { name, change: "kept", entry: before });
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error;
    for (const problem of error.problems) check.add(problem);
    return { problems: check.problems };
  }
}

function outcomeOf({ problems }: Checker, report: EntryReport): Outcome {
  return problems.length > 0 ? { problems } : { problems, report };
}

function requirePlatforms(check: Checker, image: LockedImage, platforms: readonly string[]): void {
  for (const platform of platforms) {
    check.that(platform in image.platforms, () => missingPlatform(platform, Object.keys(image.platforms)));
  }
}

function recorded({ digest, platforms }: LockedImage, asked: readonly string[]): LockedImage {
  const names = [...RECORDED_PLATFORMS, ...asked];
  return { digest, platforms: Object.fromEntries(Object.entries(platforms).filter(([name]) => names.includes(name))) };
}
