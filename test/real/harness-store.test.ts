import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./harness/lock";
import { isKept, provide, type Recipe } from "./harness/provide";
import { ToolFault } from "./harness/tool-fault";
import type { ToolSpec } from "./harness/tool-spec";
import { inFreshFolder } from "./harness-fixtures";

let folder: string;
let store: string;
inFreshFolder((made) => {
  folder = made;
  store = join(folder, "store");
});

const spec = (version: string): ToolSpec => ({ from: "Go", goPackage: "example.org/tool", version });

/** Puts a program there that says its version. */
const recipe: Recipe = (tool, place) => {
  const version = "version" in tool ? tool.version : "";
  writeFileSync(join(place, "tool"), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return { program: "tool", version };
};

const neverCalled: Recipe = () => {
  throw new Error("made again");
};

const failing: Recipe = (_tool, place) => {
  writeFileSync(join(place, "tool"), "half");
  throw new ToolFault("the way to it is closed");
};

const said = (program: string) => spawnSync(program, { encoding: "utf8" }).stdout.trim();

describe("a real program in the store", () => {
  it("is made once and then kept", () => {
    const first = provide("tool", spec("v1"), store, recipe);
    const second = provide("tool", spec("v1"), store, neverCalled);
    expect([said(first.path), first.fresh, second.path === first.path, second.fresh]).toEqual([
      "v1",
      true,
      true,
      false,
    ]);
  });

  it("is made again for another version", () => {
    provide("tool", spec("v1"), store, recipe);
    expect(said(provide("tool", spec("v2"), store, recipe).path)).toBe("v2");
    expect(isKept("tool", spec("v1"), store)).toBe(false);
  });

  it("is made again when its note or its program is gone", () => {
    for (const lost of ["tool.note.json", "tool", "made"]) {
      provide("tool", spec("v1"), store, recipe);
      rmSync(join(store, lost), { recursive: true });
      expect(isKept("tool", spec("v1"), store)).toBe(false);
      expect(said(provide("tool", spec("v1"), store, recipe).path)).toBe("v1");
    }
  });

  it("leaves nothing half made, and the version from before as it was", () => {
    expect(() => provide("tool", spec("v1"), store, failing)).toThrow(
      "tool v1 could not be had from Go example.org/tool: the way to it is closed",
    );
    expect([
      existsSync(join(store, "tool")),
      readdirSync(join(store, "making")),
      readdirSync(join(store, "locks")),
    ]).toEqual([false, [], []]);
    const before = provide("tool", spec("v1"), store, recipe);
    expect(() => provide("tool", spec("v2"), store, failing)).toThrow(ToolFault);
    expect([isKept("tool", spec("v1"), store), said(before.path)]).toEqual([true, "v1"]);
  });
});

test("what a killed process left half made does not get into the tool", () => {
  mkdirSync(join(store, "making", "tool"), { recursive: true });
  writeFileSync(join(store, "making", "tool", "half"), "");
  provide("tool", spec("v1"), store, recipe);
  expect(readdirSync(join(store, "made", "tool"))).toEqual(["tool"]);
});

describe("a lock of the store", () => {
  /** A process that ends by itself and that nobody has to wait for. */
  const passingProcess = (seconds: number) =>
    spawnSync("sh", ["-c", `sleep ${seconds} >/dev/null 2>&1 & echo $!`], { encoding: "utf8" }).stdout.trim();

  it("is waited for while its holder runs, and taken when that has ended without giving it back", () => {
    const file = join(folder, "lock");
    writeFileSync(file, passingProcess(1));
    const began = Date.now();
    expect(withLock(file, () => readFileSync(file, "utf8"))).toBe(String(process.pid));
    expect(Date.now() - began).toBeGreaterThan(500);
    expect(existsSync(file)).toBe(false);
  });

  it("is given back after a fault", () => {
    const file = join(folder, "lock");
    expect(() =>
      withLock(file, () => {
        throw new Error("fault");
      }),
    ).toThrow("fault");
    expect(existsSync(file)).toBe(false);
  });
});
