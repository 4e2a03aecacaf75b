/** One piece of work that waits for others. */
export interface ScheduledTask<T> {
  readonly name: string;
  /** Names of the tasks that have to succeed before. Names that are not scheduled count as done. */
  readonly after: readonly string[];
  readonly payload: T;
}

/** How tasks are run. */
export interface ScheduleOptions<T> {
  /** Tasks at work at the same time, at least 1. */
  readonly workers: number;
  /** Does the work. False when it failed; everything that waits for it is then skipped. */
  readonly run: (payload: T) => Promise<boolean>;
  /** Told about every task that is never run, and the name of what it waited for. @default - nobody is told */
  readonly skipped?: (payload: T, because: string) => void;
}

/**
 * Runs tasks as soon as what they wait for is done, several at a time, those listed first before those after them.
 * After an exception nothing new is started; it is thrown once what runs has ended.
 */
export async function runInOrder<T>(tasks: readonly ScheduledTask<T>[], options: ScheduleOptions<T>): Promise<void> {
  const scheduled = new Set(tasks.map((task) => task.name));
  const outcomes = new Map<string, boolean>();
  const waiting = [...tasks];
  const running = new Set<Promise<void>>();
  let thrown: { readonly error: unknown } | undefined;

  const start = (task: ScheduledTask<T>): void => {
    const work = options
      .run(task.payload)
      .then((succeeded) => {
        outcomes.set(task.name, succeeded);
      })
      .catch((error: unknown) => {
        outcomes.set(task.name, false);
        thrown ??= { error };
      })
      .finally(() => running.delete(work));
    running.add(work);
  };
  const isReady = (task: ScheduledTask<T>): boolean =>
    task.after.every((name) => !scheduled.has(name) || outcomes.get(name) === true);
  const dropBlocked = (): void => {
    for (let index = 0; index < waiting.length; ) {
      const task = waiting[index];
      const failed = task?.after.find((name) => outcomes.get(name) === false);
      if (task === undefined || failed === undefined) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      outcomes.set(task.name, false);
      options.skipped?.(task.payload, failed);
      index = 0;
    }
  };

  for (;;) {
    if (thrown === undefined) {
      dropBlocked();
      while (running.size < options.workers) {
        const next = waiting.findIndex(isReady);
        const [task] = next < 0 ? [] : waiting.splice(next, 1);
        if (task === undefined) break;
        start(task);
      }
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (thrown !== undefined) throw thrown.error;
}
