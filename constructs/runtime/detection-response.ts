import type { DetectionRule } from "../../lib/catalogue/runtime/detection-rules";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { TETRAGON_RULES, type TetragonRule } from "../../lib/render/tetragon-policies";

/** Options of `DetectionResponse.kill`. */
export interface KillOptions {
  /** Rules under which a process is killed. Under all others it is told. */
  readonly on: readonly TetragonRule[];
}

/** What Tetragon does beside telling. */
export class DetectionResponse {
  /** Nothing. */
  public static tell(): DetectionResponse {
    return new DetectionResponse([]);
  }

  /**
   * Kills the process, in the kernel, before it goes on. A rule that is wrong about a signer then stops the signer: run
   * the same rules with `tell` for weeks, and read what they found.
   */
  public static kill(options: KillOptions): DetectionResponse {
    return new DetectionResponse(options.on, true);
  }

  private constructor(
    /** Rules under which a process is killed. */
    public readonly kills: readonly TetragonRule[],
    private readonly isToKill = false,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    if (!this.isToKill) return [];
    if (!Array.isArray(this.kills) || this.kills.length === 0) return [killsNothing()];
    const names: readonly string[] = TETRAGON_RULES;
    return this.kills.filter((rule) => !names.includes(rule)).map(noSuchRule);
  }
}

function killsNothing(): Problem {
  return {
    what: "a response that kills names no rule",
    allowed: TETRAGON_RULES.join(", "),
    doThis: "name at least one rule, or give DetectionResponse.tell",
  };
}

function noSuchRule(got: DetectionRule): Problem {
  return {
    what: "Tetragon has no such rule to kill under",
    got,
    allowed: TETRAGON_RULES.join(", "),
    doThis: `write one of them; the closest is ${closestNames(String(got), TETRAGON_RULES)[0] ?? TETRAGON_RULES[0]}`,
  };
}
