import type { Problem } from "../core/errors";
import type { ImageLock } from "../images/image-lock";
import { type ExaminedFact, type Fact, factKey } from "./fact";

/** Something that is right and worth knowing, such as what a wildcard stands for. */
export interface Note {
  /** Construct path. */
  readonly where: string;
  /** One sentence without a full stop. */
  readonly what: string;
  /** What it stands for, one line each. */
  readonly lines: readonly string[];
}

/** What an examination knows beside the stacks. */
export interface ExaminationOptions {
  /** Which digest each image's tag stands for. @default - nothing is known of digests */
  readonly imageLock?: ImageLock;
  /** Whether facts are kept; only a report needs them. @default true */
  readonly keepsFacts?: boolean;
}

/** What an examination of synthesized stacks brings to light. */
export class Examination {
  private readonly found = new Map<string, ExaminedFact>();
  private readonly wrong: Problem[] = [];
  private readonly doubtful: Problem[] = [];
  private readonly remarks: Note[] = [];

  public constructor(private readonly options: ExaminationOptions = {}) {}

  /** Which digest each image's tag stands for; undefined where the app has no lock. */
  public get imageLock(): ImageLock | undefined {
    return this.options.imageLock;
  }

  /** Whether facts are kept. Where they are not, nobody need collect what is a fact and nothing else. */
  public get keepsFacts(): boolean {
    return this.options.keepsFacts ?? true;
  }

  /** Records a fact that was checked, whether it held or not. */
  public checked(fact: Fact): void {
    if (this.keepsFacts) this.found.set(factKey(fact), { ...fact, checked: true });
  }

  /** Records a fact that nothing was there to check against. One that is checked elsewhere stays checked. */
  public unchecked(fact: Fact): void {
    if (!this.keepsFacts) return;
    const key = factKey(fact);
    if (!this.found.has(key)) this.found.set(key, { ...fact, checked: false });
  }

  /** Records something that would not work. */
  public refuse(problem: Problem): void {
    this.wrong.push(problem);
  }

  /** Records something that would work and should not stay. */
  public warn(problem: Problem): void {
    this.doubtful.push(problem);
  }

  /** Records something worth showing. */
  public note(note: Note): void {
    this.remarks.push(note);
  }

  /** Every fact once. */
  public get facts(): readonly ExaminedFact[] {
    return [...this.found.values()];
  }

  /** What would not work. */
  public get problems(): readonly Problem[] {
    return this.wrong;
  }

  /** What would work and should not stay. */
  public get warnings(): readonly Problem[] {
    return this.doubtful;
  }

  /** What is worth showing. */
  public get notes(): readonly Note[] {
    return this.remarks;
  }
}
