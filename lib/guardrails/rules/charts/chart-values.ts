import { judgingOf } from "../../profile";
import type { ReleaseView } from "../../subjects/release-view";
import { Expectation, read, type WhenAbsent } from "../../values";
import { type FieldPath, type Judgement, unknown } from "../../verdict";

/** A place in the values of a release. What stands nowhere is unknown as long as some of the values are. */
class ValueExpectation extends Expectation {
  public constructor(
    private readonly release: ReleaseView,
    private readonly place: FieldPath,
  ) {
    super(release.values, place, []);
  }

  public override toSatisfy(
    condition: (value: unknown) => boolean,
    expected: string,
    absent: WhenAbsent = "fail",
  ): Judgement | undefined {
    return this.isOpen() ? unknown(this.place) : super.toSatisfy(condition, expected, absent);
  }

  public override toStand(expected: string): Judgement {
    return this.isOpen() ? unknown(this.place) : super.toStand(expected);
  }

  private isOpen(): boolean {
    return this.release.isPartial && read(this.release.values, this.place).state === "absent";
  }
}

/**
 * What has to stand at a place of a chart's values, as `expectAt` says it of a resource.
 *
 * @param path names with dots between, or a list of names where one of them has a dot itself
 */
export function expectValue(release: ReleaseView, path: string | FieldPath): Expectation {
  return new ValueExpectation(release, typeof path === "string" ? path.split(".") : path);
}

/**
 * Whether a switch of a chart is on. Undefined where that is not known before the apply.
 *
 * @param byDefault what the chart does where nothing is said
 */
export function isOn(release: ReleaseView, path: string, byDefault: boolean): boolean | undefined {
  const found = read(release.values, path.split("."));
  if (found.state === "known") return found.value === true;
  return found.state === "unknown" || release.isPartial ? undefined : byDefault;
}

/** Whether the release is for a cluster on a desk, which one person uses and nobody else can reach. */
export function isOnDesk({ resource }: ReleaseView): boolean {
  return judgingOf(resource.stack.marks).profile === "relaxed";
}

/** Whether people depend on what the release is part of; so it is where the stack does not say. */
export function isDependedOn({ resource }: ReleaseView): boolean {
  return judgingOf(resource.stack.marks).profile === "strict";
}

/** First number of the chart's version; undefined where no version is said, or it is not known before the apply. */
export function majorOf({ version }: ReleaseView): number | undefined {
  const [, major] = /^v?(\d+)\./.exec(version) ?? [];
  return major === undefined ? undefined : Number(major);
}
