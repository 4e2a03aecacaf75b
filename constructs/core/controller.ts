/** Options of controllers that keep replicas running. */
export interface ReplicasOptions {
  /** Number of pods. */
  readonly replicas: number;
  /** An autoscaler owns the number after the first apply; Terraform then leaves it alone. @default - false */
  readonly autoscaled?: boolean;
}

/** Options of `Controller.job`. */
export interface JobOptions {
  /** Retries before the job counts as failed. @default - 2 */
  readonly retries?: number;
  /** Seconds until a running job is stopped. @default - 3600 */
  readonly deadlineSeconds?: number;
}

/** Options of `Controller.cronJob`. */
export interface CronJobOptions extends JobOptions {
  /** When it runs, in cron form. */
  readonly schedule: string;
  /** Time zone of the schedule, such as `Europe/Zurich`. @default - Etc/UTC */
  readonly timeZone?: string;
  /** Stops new runs without removing anything. @default - false */
  readonly suspended?: boolean;
}

/** What keeps the pods of a workload going. */
export class Controller {
  /** Interchangeable pods, replaced a few at a time. */
  public static deployment(options: ReplicasOptions): Controller {
    return new Controller({ kind: "deployment", ...options });
  }

  /** Pods with a name and volumes of their own, replaced one after another. */
  public static statefulSet(options: ReplicasOptions): Controller {
    return new Controller({ kind: "statefulSet", ...options });
  }

  /** Pods that run to the end once. */
  public static job(options: JobOptions = {}): Controller {
    return new Controller({ kind: "job", ...options });
  }

  /** Pods that run to the end on a schedule, never two runs at once. */
  public static cronJob(options: CronJobOptions): Controller {
    return new Controller({ kind: "cronJob", ...options });
  }

  private constructor(
    /** Which of the four it is, and its options. */
    public readonly spec: ControllerSpec,
  ) {}
}

/** A controller as data. */
export type ControllerSpec =
  | ({ readonly kind: "deployment" | "statefulSet" } & ReplicasOptions)
  | ({ readonly kind: "job" } & JobOptions)
  | ({ readonly kind: "cronJob" } & CronJobOptions);
