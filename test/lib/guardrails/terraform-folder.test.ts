import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { holdsTerraformJson, readTerraformFolder } from "../../../lib/guardrails/terraform-folder";
import { mergeFiles } from "../../../lib/guardrails/terraform-merge";
import { thrownMessage } from "../../support/thrown-message";

const root = mkdtempSync(join(tmpdir(), "palisade-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let number = 0;

/** A folder with files, by path. */
function folderWith(files: Readonly<Record<string, unknown>>): string {
  number += 1;
  const folder = join(root, `f${number}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

const bucket = (name: string, body: object = {}) => ({ resource: { aws_s3_bucket: { [name]: body } } });

describe("a folder", () => {
  it("that cdktf wrote has the stacks of its manifest", () => {
    const folder = folderWith({
      "manifest.json": { stacks: { one: {} } },
      "stacks/one/cdk.tf.json": bucket("a"),
      "stacks/two/cdk.tf.json": bucket("b"),
    });
    const { stacks } = readTerraformFolder(folder);
    expect(stacks).toEqual([{ name: "one", json: bucket("a"), files: [join(folder, "stacks/one/cdk.tf.json")] }]);
  });

  it("that anybody wrote has a stack in every folder with files, by its path", () => {
    const folder = folderWith({
      "main.tf.json": bucket("a"),
      "net/vpc.tf.json": bucket("b"),
      "net/deep/er/x.tf.json": bucket("c"),
      "net/notes.json": {},
      ".terraform/modules/m.tf.json": bucket("d"),
      "node_modules/m/m.tf.json": bucket("e"),
      ".hidden.tf.json": bucket("f"),
    });
    const { stacks } = readTerraformFolder(folder);
    expect(stacks.map(({ name }) => name)).toEqual([folder.split("/").at(-1), "net", "net/deep/er"]);
    expect(stacks[0]?.json).toEqual(bucket("a"));
  });

  it("says which files it did not read", () => {
    const folder = folderWith({ "main.tf": "", "a/b.tf": "", "a/c.tf.json": bucket("a") });
    const { unread, stacks } = readTerraformFolder(folder);
    expect(unread).toEqual([join(folder, "main.tf"), join(folder, "a/b.tf")]);
    expect(stacks).toHaveLength(1);
  });

  it("with nothing in it is told of", () => {
    const folder = folderWith({ "main.tf": "" });
    expect(thrownMessage(() => readTerraformFolder(folder))).toBe(
      [
        `${folder}: the folder holds neither a manifest.json of cdktf nor files of Terraform's JSON`,
        "  allowed: an output folder such as cdktf.out, or a folder with *.tf.json in it or below",
        "  do this: name the folder that holds them; files in Terraform's own language are not read",
      ].join("\n"),
    );
  });

  it("tells of every file that is no JSON, and of every block that stands in two", () => {
    const folder = folderWith({
      "a/one.tf.json": "{",
      "a/two.tf.json": "[]",
      "b/one.tf.json": bucket("a"),
      "b/two.tf.json": bucket("a"),
    });
    const heads = thrownMessage(() => readTerraformFolder(folder))
      .split("\n")
      .filter((line) => !line.startsWith(" ") && line !== "");
    expect(heads).toEqual([
      `${join(folder, "a/one.tf.json")}: the file is not a JSON object`,
      `${join(folder, "a/two.tf.json")}: the file is not a JSON object`,
      `${join(folder, "b/two.tf.json")}: two files declare aws_s3_bucket.a, which Terraform refuses`,
    ]);
  });

  it("is one to judge when there is something in it", () => {
    expect(holdsTerraformJson(folderWith({ "a.tf.json": {} }))).toBe(true);
    expect(holdsTerraformJson(folderWith({ "manifest.json": {} }))).toBe(true);
    expect(holdsTerraformJson(folderWith({ "a.tf": "", "b.json": {} }))).toBe(false);
  });
});

function merged(...files: readonly (readonly [name: string, json: object])[]): unknown {
  return mergeFiles(
    files.map(([file, json]) => ({ file, json: { ...json }, isOverride: file.endsWith("override.tf.json") })),
  );
}

describe("the files of one folder", () => {
  it("are read together", () => {
    expect(
      merged(
        ["a.tf.json", { ...bucket("a"), terraform: { required_version: "1" }, provider: { aws: { region: "x" } } }],
        [
          "b.tf.json",
          { ...bucket("b", { bucket: "b" }), provider: { aws: { alias: "y" } }, data: { aws_x: { a: {} } } },
        ],
      ),
    ).toEqual({
      terraform: { required_version: "1" },
      provider: { aws: [{ region: "x" }, { alias: "y" }] },
      resource: { aws_s3_bucket: { a: {}, b: { bucket: "b" } } },
      data: { aws_x: { a: {} } },
    });
  });

  it("may write their sections as lists", () => {
    expect(
      merged(["a.tf.json", { resource: [bucket("a").resource, bucket("b").resource] }], ["b.tf.json", bucket("c")]),
    ).toEqual({
      resource: { aws_s3_bucket: { a: {}, b: {}, c: {} } },
    });
  });

  it("of which one overrides: arguments and blocks take the place of those of their name, lifecycle by argument", () => {
    const base = {
      bucket: "a",
      tags: { x: 1, y: 2 },
      rule: [{ a: 1 }, { b: 2 }],
      lifecycle: { prevent_destroy: true },
    };
    const change = { tags: { z: 3 }, rule: { c: 3 }, lifecycle: { create_before_destroy: true } };
    expect(merged(["a.tf.json", bucket("a", base)], ["override.tf.json", bucket("a", change)])).toEqual(
      bucket("a", {
        bucket: "a",
        tags: { z: 3 },
        rule: { c: 3 },
        lifecycle: { prevent_destroy: true, create_before_destroy: true },
      }),
    );
    expect(
      merged(
        ["a.tf.json", { locals: { x: 1, y: 2 } }],
        ["b.tf.json", {}],
        ["c_override.tf.json", { locals: { x: 3 } }],
      ),
    ).toEqual({ locals: { x: 3, y: 2 } });
  });

  it("may not override what there is not", () => {
    expect(thrownMessage(() => merged(["a.tf.json", bucket("a")], ["override.tf.json", bucket("b")]))).toBe(
      [
        "override.tf.json: the file overrides aws_s3_bucket.b, which no file declares",
        "  do this: declare it in another file, or take it out here",
      ].join("\n"),
    );
  });

  it("hold names of every kind", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 }), (names) => {
        const known = names.filter((name) => name !== "//");
        const parsed = known.map((name): [string, object] => [
          `${name}.tf.json`,
          JSON.parse(`{"resource":{"aws_x":{${JSON.stringify(name)}:{"n":${JSON.stringify(name)}}}}}`),
        ]);
        const result: unknown = JSON.parse(JSON.stringify(merged(["first.tf.json", {}], ...parsed)));
        const entries = Object.fromEntries(known.map((name) => [name, { n: name }]));
        expect(result).toEqual(known.length === 0 ? {} : { resource: { aws_x: entries } });
      }),
      { examples: [[["__proto__", "constructor", "toString"]]] },
    );
  });

  it("never throw anything but what is wrong with them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom("resource", "data", "locals", "//", "x"), fc.jsonValue())),
        (files) => {
          const named = files.map((json, index): [string, object] => [
            index % 3 === 2 ? `${index}_override.tf.json` : `${index}.tf.json`,
            json,
          ]);
          try {
            merged(...named);
          } catch (error) {
            expect(error).toMatchObject({ name: "PalisadeError" });
          }
        },
      ),
    );
  });
});
