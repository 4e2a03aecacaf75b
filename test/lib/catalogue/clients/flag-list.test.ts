import { CLIENTS, SIGNERS } from "../../../../lib/catalogue";
import { FLAG_LISTS, flagList, flagOfVariable, flagsByName } from "../../../../lib/catalogue/clients/flag-list";
import { readSchema, testWith } from "../../../support/shared-schemas";
import { helpedFlags, LISTED, listedFlags } from "../../../support/write-client-flags";

/** Lists of exactly the release that ours is of. */
const SAME_RELEASE = ["reth", "lighthouse-bn", "web3signer-eth2"] as const;

describe.each(FLAG_LISTS)("the flags of %s", (name) => {
  const list = flagList(name);

  test("say whose they are and where they were read", () => {
    expect(list.version).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(list.source).toMatch(/20\d\d-\d\d-\d\d/);
    const programs = [...Object.values(CLIENTS), ...Object.values(SIGNERS)];
    expect(programs.map(({ flagList: used }) => used)).toContain(name);
  });

  test("have names that are written alike, each once", () => {
    const names = Object.entries(list.flags).flatMap(([flag, { aliases = [] }]) => [flag, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const flag of Object.keys(list.flags)) expect(flag).toMatch(/^--[a-zA-Z0-9][a-zA-Z0-9.-]*$/);
  });

  test("are not there and gone at once, and what replaces them is there", () => {
    const known = flagsByName(list);
    expect(Object.keys(list.gone).filter((flag) => known.has(flag))).toEqual([]);
    expect(Object.keys(list.deprecated).filter((flag) => !known.has(flag))).toEqual([]);
    const instead = [...Object.values(list.deprecated), ...Object.values(list.gone).map((gone) => gone.instead)];
    const missing = instead.filter((flag) => typeof flag === "string" && !known.has(flag.replace(/=.*/, "")));
    expect(missing).toEqual([]);
  });
});

describe("the lists to compare with", () => {
  testWith("flags/README.md").each(SAME_RELEASE)("of %s say the same as ours", (name) => {
    const content = readSchema(LISTED[name]);
    expect(flagList(name).version).toBe(content.version);
    expect(flagList(name).flags).toEqual(listedFlags(content));
    const deprecated = content.flags.filter((flag: { deprecated?: boolean }) => flag.deprecated === true);
    const ours = Object.keys(flagList(name).deprecated);
    expect(ours).toEqual(expect.arrayContaining(deprecated.map((flag: { name: string }) => flag.name)));
  });

  testWith("flags/README.md")("of geth are of an earlier release: what changed since is known", () => {
    const before = listedFlags(readSchema(LISTED.geth));
    const { flags, gone } = flagList("geth");
    const lost = Object.keys(before).filter((name) => !Object.hasOwn(flags, name));
    const came = Object.keys(flags).filter((name) => !Object.hasOwn(before, name));
    expect(lost.sort()).toEqual(["--holesky"]);
    for (const name of lost) expect(gone[name]).toMatchObject({ had: "v1.17.5", lacks: "v1.17.8" });
    expect(came.sort()).toEqual(["--cache.noprecompile", "--preload"]);
    for (const [name, flag] of Object.entries(before)) {
      if (lost.includes(name)) continue;
      const { takes, form } = flags[name] ?? {};
      expect({ name, takes, form }).toEqual({ name, takes: flag.takes, form: flag.form });
    }
  });
});

describe("a help text", () => {
  const help = [
    "    --cache.gc converted to MB, 0 = disabled)",
    '    --http.addr value                   (default: "localhost")             ($GETH_HTTP_ADDR)',
    "          HTTP-RPC server listening interface",
    "    --discovery.v4, --discv4            (default: true)                    ($GETH_DISCOVERY_V4)",
    "    --header value, -H value                                               ($GETH_HEADER)",
    "    --history.trienode.full-value-checkpoint value (default: 8)",
  ].join("\n");

  test("gives names, other names and values, and nothing else that looks like a flag", () => {
    expect(
      helpedFlags(help, { "--header": { takes: "list" }, "--http.addr": { takes: "required", values: ["a"] } }),
    ).toEqual({
      "--http.addr": { takes: "required", values: ["a"] },
      "--discovery.v4": { takes: "none", aliases: ["--discv4"] },
      "--header": { takes: "list", aliases: ["-H"] },
      "--history.trienode.full-value-checkpoint": { takes: "required" },
    });
  });
});

describe("environment variables", () => {
  test("are flags where the program reads them", () => {
    expect(flagOfVariable(flagList("geth"), "GETH_HTTP_API")).toBe("--http.api");
    expect(flagOfVariable(flagList("geth"), "GETH_SERVICE_HOST")).toBeUndefined();
    expect(flagOfVariable(flagList("reth"), "RETH_HTTP_API")).toBeUndefined();
  });
});
