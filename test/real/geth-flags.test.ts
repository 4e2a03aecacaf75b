import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flagList } from "../../lib/catalogue/clients/flag-list";
import { wantedForm } from "../../lib/truth/clients/value-forms";
import { privateGenesis } from "./geth/private-network";
import { describeWithTool } from "./tools";

const LIST = flagList("geth");
/** What geth answers to a value that it does not know, where it does not repeat the value. */
const SAID: Readonly<Record<string, string>> = {
  "--gcmode": "--gcmode must be either 'full' or 'archive'",
  "--crypto.kzg": "--crypto.kzg flag must be 'gokzg' or 'ckzg'",
};

describeWithTool("geth", "the flags of the real geth", (program) => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "palisade-geth-flags-"));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  /**
   * What geth says about arguments. It reads them one by one, so the unknown last one keeps it from ever starting; if
   * it did start, it would know no network.
   */
  const complaint = (...args: string[]) => {
    const alone = ["--nodiscover", "--maxpeers=0", `--datadir=${join(scratch, "none")}`];
    const { status, stdout, stderr } = spawnSync(program, [...alone, ...args], {
      encoding: "utf8",
      env: { HOME: scratch },
      timeout: 30_000,
    });
    expect(status).not.toBe(0);
    return `${stdout}${stderr}`
      .split("\n")
      .find((line) => line.startsWith(USAGE))
      ?.slice(USAGE.length);
  };
  const USAGE = "Incorrect Usage: ";
  const LAST = "--no-such-flag-of-any-program";
  const LAST_REFUSED = `flag provided but not defined: ${LAST.slice(1)}`;
  const oneDash = (name: string) => name.replace(/^--/, "-");
  /** A text, a number, a duration and an address: each flag takes at least one of them. */
  const samples = (values: readonly string[] = []) => [...values, "1", "1s", "a", "0x01"];

  const names = Object.entries(LIST.flags)
    .flatMap(([name, flag]) => [name, ...(flag.aliases ?? [])].map((each) => ({ each, ...flag })))
    // These two end the run before the last argument is read.
    .filter(({ each }) => !["--help", "-h", "--version", "-v"].includes(each));

  it("are all known to it, under every name: switches, which stand alone or say true or false", () => {
    const switches = names.filter(({ takes }) => takes === "none").map(({ each }) => each);
    expect(switches.length).toBeGreaterThan(30);
    expect(complaint(...switches, ...switches.map((each) => `${each}=false`), LAST)).toBe(LAST_REFUSED);
    for (const each of switches) {
      expect(complaint(`${each}=perhaps`)).toBe(`invalid boolean value "perhaps" for ${oneDash(each)}: parse error`);
    }
  });

  it("are all known to it, under every name: those that need a value", () => {
    const withValue = names.filter(({ takes }) => takes !== "none");
    expect(withValue.length).toBeGreaterThan(140);
    for (const { each, values } of withValue) {
      const taken = samples(values).some((value) => complaint(`${each}=${value}`, LAST) === LAST_REFUSED);
      expect({ each, taken }).toEqual({ each, taken: true });
      expect(complaint(each)).toBe(`flag needs an argument: ${oneDash(each)}`);
    }
  });

  it("are known with one dash too, and values may stand apart", () => {
    expect(complaint("-http.port", "1", LAST)).toBe(LAST_REFUSED);
    expect(complaint("-http.port=a", LAST)).toContain('invalid value "a" for flag -http.port');
  });

  it("read the values that the list says they read, and no other", () => {
    const numbers = names.filter(({ form }) => form !== undefined);
    expect(numbers.length).toBeGreaterThan(60);
    for (const { each, form } of numbers) {
      for (const value of ["lots", "10", "10s", "-1", "1.5", "0x10"]) {
        const read = form !== undefined && wantedForm(value, form) === undefined;
        const taken = complaint(`${each}=${value}`, LAST) === LAST_REFUSED;
        expect({ each, value, taken }).toEqual({ each, value, taken: read });
      }
    }
  });

  it.each(Object.keys(LIST.gone))("do not have %s any more", (name) => {
    expect(complaint(`${name}=1`, LAST)).toBe(`flag provided but not defined: ${name.slice(1)}`);
  });

  /** What geth says about a value when it looks at it, which it does without starting. */
  const answerTo = (flag: string) => {
    const folder = mkdtempSync(join(scratch, "value-"));
    // The scheme of the state is looked at when there is a database.
    const words = flag.startsWith("--state.scheme=") ? ["init", flag, privateGenesis(folder)] : [flag, "dumpconfig"];
    const { status, stdout, stderr } = spawnSync(program, [`--datadir=${folder}`, ...words], {
      encoding: "utf8",
      env: { HOME: scratch },
      timeout: 30_000,
    });
    return { flag, status, said: status === 0 ? "" : (`${stdout}${stderr}`.trim().split("\n").at(-1) ?? "") };
  };
  const closed = Object.entries(LIST.flags).filter(([, { values }]) => values !== undefined);

  it.each(closed)("take the values of the list after %s, and no other", (name, { values = [] }) => {
    expect(answerTo(`${name}=no-such-value`)).toMatchObject({
      status: 1,
      said: expect.stringContaining(SAID[name] ?? "no-such-value"),
    });
    for (const value of values) {
      const { said } = answerTo(`${name}=${value}`);
      // A value that needs another build of the same release is known all the same.
      expect({ name, value, said: /unavailable on your platform$/.test(said) ? "" : said }).toEqual({
        name,
        value,
        said: "",
      });
    }
  });
});
