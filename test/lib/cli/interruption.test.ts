import { setTimeout as sleep } from "node:timers/promises";
import { describeWithTerraform } from "../../support/terraform-binary";
import { listsProcesses, outcomeOf, processesUsing, Workshop } from "./support/palisade";

const until = (child: ReturnType<Workshop["start"]>, pattern: RegExp): Promise<void> =>
  new Promise((resolve) => {
    let seen = "";
    child.stderr?.on("data", (chunk) => {
      seen += String(chunk);
      if (pattern.test(seen)) resolve();
    });
  });

jest.setTimeout(60_000);

if (!listsProcesses) {
  // biome-ignore lint/suspicious/noConsole: a skipped check must be seen
  console.warn("this system does not list the environment of processes: only leftover folders are looked for");
}

/** Processes that belong to the workshop's runs. */
const processesOf = (workshop: Workshop): readonly string[] =>
  listsProcesses ? processesUsing(workshop.temporary) : [];

describeWithTerraform("a rehearsal that is interrupted", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  const interrupted = async (pattern: RegExp, signal: NodeJS.Signals): Promise<number | null> => {
    const child = workshop.start(["rehearse"]);
    const outcome = outcomeOf(child);
    await until(child, pattern);
    if (listsProcesses) expect(processesOf(workshop).length).toBeGreaterThan(0);
    child.kill(signal);
    return (await outcome).code;
  };

  it.each([[/shop-network: validate …/], [/shop-network: apply …/], [/shop-data: init …/], [/shop-data: destroy …/]])(
    "leaves no process and no temporary folder behind when Ctrl-C comes at %s",
    async (pattern) => {
      expect(await interrupted(pattern, "SIGINT")).toBe(130);
      expect(workshop.leftBehind).toEqual([]);
      expect(processesOf(workshop)).toEqual([]);
    },
  );

  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("does the same after %s", async (signal, code) => {
    expect(await interrupted(/shop-network: plan …/, signal)).toBe(code);
    expect(workshop.leftBehind).toEqual([]);
    expect(processesOf(workshop)).toEqual([]);
  });

  it("ends an app that is still synthesizing, with the shell it runs in", async () => {
    const child = workshop.start(["rehearse"], { environment: { FIXTURE_MISTAKE: "forever" } });
    const outcome = outcomeOf(child);
    // The command, the shell and the app.
    while (listsProcesses && processesOf(workshop).length < 3) await sleep(50);
    if (!listsProcesses) await sleep(2_000);
    child.kill("SIGINT");
    expect((await outcome).code).toBe(130);
    expect(processesOf(workshop)).toEqual([]);
    expect(workshop.leftBehind).toEqual([]);
  });
});
