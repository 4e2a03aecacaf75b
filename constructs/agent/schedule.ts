import { Controller } from "../core/controller";

/** Options of `Schedule.alwaysOn`. */
export interface AlwaysOnOptions {
  /** Number of pods. @default - 1 */
  readonly replicas?: number;
}

/** Options of `Schedule.cron`. */
export interface CronOptions {
  /** Time zone of the schedule, such as `Europe/Zurich`. @default - Etc/UTC */
  readonly timeZone?: string;
  /** Seconds until a run is stopped. @default - 3600 */
  readonly deadlineSeconds?: number;
  /** Retries before a run counts as failed. @default - 0: an agent's run may have done half of its work */
  readonly retries?: number;
}

const DEFAULT_DEADLINE_SECONDS = 3600;
/** A run that has used this share of its time deserves a look before it is cut off. */
const SLOW_SHARE = 0.8;

/** When an agent runs. */
export class Schedule {
  /** All the time. */
  public static alwaysOn(options: AlwaysOnOptions = {}): Schedule {
    return new Schedule({ kind: "alwaysOn", replicas: options.replicas ?? 1 });
  }

  /** At set times, to the end, never two runs at once. The expression has five fields: minute, hour, day, month, weekday. */
  public static cron(expression: string, options: CronOptions = {}): Schedule {
    return new Schedule({
      kind: "cron",
      expression,
      timeZone: options.timeZone ?? "Etc/UTC",
      deadlineSeconds: options.deadlineSeconds ?? DEFAULT_DEADLINE_SECONDS,
      retries: options.retries ?? 0,
    });
  }

  private constructor(
    /** The schedule as data. */
    public readonly spec: ScheduleSpec,
  ) {}

  /** What keeps the pods going. Switched off, everything stays declared and nothing runs. */
  public controller(enabled: boolean): Controller {
    const { spec } = this;
    if (spec.kind === "alwaysOn") return Controller.deployment({ replicas: enabled ? spec.replicas : 0 });
    return Controller.cronJob({
      schedule: spec.expression,
      timeZone: spec.timeZone,
      deadlineSeconds: spec.deadlineSeconds,
      retries: spec.retries,
      suspended: !enabled,
    });
  }

  /** Seconds after which a run is slow; undefined for an agent that does not run to an end. */
  public get slowRunSeconds(): number | undefined {
    return this.spec.kind === "cron" ? Math.floor(this.spec.deadlineSeconds * SLOW_SHARE) : undefined;
  }
}

/** A schedule as data. */
export type ScheduleSpec =
  | { readonly kind: "alwaysOn"; readonly replicas: number }
  | {
      readonly kind: "cron";
      readonly expression: string;
      readonly timeZone: string;
      readonly deadlineSeconds: number;
      readonly retries: number;
    };
