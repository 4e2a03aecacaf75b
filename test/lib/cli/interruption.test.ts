import { setTimeout as sleep } from "node:timers/promises";
import { describeWithTerraform } from "../../support/terraform-binary";
import { outcomeOf, processesUsing, Workshop } from "./support/palisade";

const until = (child: ReturnType<Workshop["start"]>, pattern: RegExp): Promise<void> =>
  new Promise((resolve) => {
    let seen = "";
    child.stderr?.on("data", (chunk) => {
      seen += String(chunk);
      if (pattern.test(seen)) resolve();
    });
  });

jest.setTimeout(60_000);

describeWithTerraform("a rehearsal that is interrupted", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  const interrupted = async (pattern: RegExp, signal: NodeJS.Signals): Promise<number | null> => {
    const child = workshop.start(["rehearse"]);
    const outcome = outcomeOf(child);
    await until(child, pattern);
    expect(processesUsing(workshop.temporary).length).toBeGreaterThan(0);
    child.kill(signal);
    return (await outcome).code;
  };

  it.each([[/shop-network: validate …/], [/shop-network: apply …/], [/shop-data: init …/], [/shop-data: destroy …/]])(
    "leaves no process and no temporary folder behind when Ctrl-C comes at %s",
    async (pattern) => {
      expect(await interrupted(pattern, "SIGINT")).toBe(130);
      expect(workshop.leftBehind).toEqual([]);
      expect(processesUsing(workshop.temporary)).toEqual([]);
    },
  );

  it("does the same when it is asked to terminate", async () => {
    expect(await interrupted(/shop-network: plan …/, "SIGTERM")).toBe(143);
    expect(workshop.leftBehind).toEqual([]);
    expect(processesUsing(workshop.temporary)).toEqual([]);
  });

  it("ends an app that is still synthesizing, with the shell it runs in", async () => {
    const child = workshop.start(["rehearse"], { environment: { FIXTURE_MISTAKE: "forever" } });
    const outcome = outcomeOf(child);
    while (processesUsing(workshop.temporary).length < 3) await sleep(50);
    child.kill("SIGINT");
    expect((await outcome).code).toBe(130);
    expect(processesUsing(workshop.temporary)).toEqual([]);
    expect(workshop.leftBehind).toEqual([]);
  });
});
