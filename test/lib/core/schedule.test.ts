import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { runInOrder, type ScheduledTask } from "../../../lib/core/schedule";

const task = (name: string, ...after: readonly string[]): ScheduledTask<string> => ({ name, after, payload: name });

/** Tasks of which each waits for some of those before it. */
const graphs = fc
  .array(fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), { minLength: 1, maxLength: 20 })
  .map((edges) =>
    edges.map((earlier, index) => task(`t${index}`, ...(index === 0 ? [] : earlier.map((edge) => `t${edge % index}`)))),
  );

describe("runInOrder", () => {
  it("runs every task once, after what it waits for, never more at a time than there are workers", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.integer({ min: 1, max: 4 }), async (tasks, workers) => {
        const done: string[] = [];
        let running = 0;
        let most = 0;
        await runInOrder(tasks, {
          workers,
          run: async (name) => {
            const after = tasks.find((each) => each.name === name)?.after ?? [];
            expect(done).toEqual(expect.arrayContaining([...after]));
            most = Math.max(most, ++running);
            await turn();
            running -= 1;
            done.push(name);
            return true;
          },
        });
        expect([...done].sort()).toEqual(tasks.map((each) => each.name).sort());
        expect(most).toBeLessThanOrEqual(workers);
      }),
      { numRuns: 50 },
    );
  });

  it("runs what needs nothing of each other at the same time", async () => {
    let running = 0;
    let most = 0;
    await runInOrder([task("a"), task("b"), task("c")], {
      workers: 2,
      run: async () => {
        most = Math.max(most, ++running);
        await turn();
        running -= 1;
        return true;
      },
    });
    expect(most).toBe(2);
  });

  it("skips what waits for a failed task, also by way of others, and runs the rest", async () => {
    const ran: string[] = [];
    const skipped: string[] = [];
    await runInOrder([task("a"), task("b", "a"), task("c", "b"), task("d")], {
      workers: 1,
      run: async (name) => {
        ran.push(name);
        return name !== "a";
      },
      skipped: (name, because) => skipped.push(`${name} because of ${because}`),
    });
    expect(ran).toEqual(["a", "d"]);
    expect(skipped).toEqual(["b because of a", "c because of b"]);
  });

  it("starts nothing after an exception, and throws it once what runs has ended", async () => {
    const ended: string[] = [];
    const run = runInOrder([task("a"), task("b"), task("c")], {
      workers: 2,
      run: async (name) => {
        if (name === "a") throw new Error("stop");
        await turn();
        await turn();
        ended.push(name);
        return true;
      },
    });
    await expect(run).rejects.toThrow("stop");
    expect(ended).toEqual(["b"]);
  });

  it("takes a name that is not scheduled for done", async () => {
    const ran: string[] = [];
    await runInOrder([task("a", "elsewhere")], {
      workers: 1,
      run: async (name) => {
        ran.push(name);
        return true;
      },
    });
    expect(ran).toEqual(["a"]);
  });
});
