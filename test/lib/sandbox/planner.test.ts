import { type CtyValue, UNKNOWN } from "../../../lib/sandbox/cty-value";
import { Planner } from "../../../lib/sandbox/planner";
import { ReferenceIndex } from "../../../lib/sandbox/reference-index";
import { replacementPaths } from "../../../lib/sandbox/replacement";
import type { BlockSchema } from "../../../lib/sandbox/schema";

const either = { type: "string", optional: true, computed: true } as const;
const BLOCK: BlockSchema = {
  attributes: {
    id: either,
    name: { type: "string", required: true },
    arn: { type: "string", computed: true },
    region: either,
    note: either,
    secret_wo: { type: "string", optional: true, write_only: true },
  },
  block_types: {
    rule: {
      nesting_mode: "set",
      block: {
        attributes: {
          port: { type: "number", required: true },
          rule_id: { type: "string", computed: true },
          label: either,
        },
      },
    },
    disk: {
      nesting_mode: "list",
      block: { attributes: { size: { type: "number", required: true }, device: { type: "string", computed: true } } },
    },
  },
};
const EMPTY = { id: null, name: "a", arn: null, region: null, note: null, secret_wo: null, rule: [], disk: [] };

const read = (...references: string[]): Planner => new Planner(ReferenceIndex.of(references));
const create = (config: CtyValue, planner = read()): CtyValue =>
  planner.plan({ type: "t_x", block: BLOCK, prior: null, proposed: config, config });

describe("on create", () => {
  it("computed attributes and the id are unknown, unread optional ones null", () => {
    expect(create(EMPTY)).toMatchObject({ id: UNKNOWN, arn: UNKNOWN, region: null, note: null, name: "a" });
  });

  it("an optional attribute that someone reads is unknown", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    expect(create(EMPTY, read("${t_x.main.region}"))).toMatchObject({ region: UNKNOWN, note: null });
  });

  it("a write-only value is never planned", () => {
    expect(create({ ...EMPTY, secret_wo: "hunter2" })).toMatchObject({ secret_wo: null });
  });

  it("computed members of blocks are unknown, also in sets", () => {
    const config = { ...EMPTY, rule: [{ port: 1, rule_id: null, label: null }], disk: [{ size: 1, device: null }] };
    expect(create(config)).toMatchObject({
      rule: [{ port: 1, rule_id: UNKNOWN, label: null }],
      disk: [{ size: 1, device: UNKNOWN }],
    });
  });

  it("blocks that are not known yet stay so", () => {
    expect(create({ ...EMPTY, rule: UNKNOWN })).toMatchObject({ rule: UNKNOWN });
  });
});

describe("on update", () => {
  const prior = { ...EMPTY, id: "i-1", arn: "arn:1", note: "old", region: "r" };
  const update = (config: object, planner = read()): CtyValue =>
    planner.plan({
      type: "t_x",
      block: BLOCK,
      prior,
      proposed: { ...prior, ...config },
      config: { ...EMPTY, ...config },
    });

  it("computed values are kept and a removed argument becomes null", () => {
    expect(update({ name: "b" })).toMatchObject({ id: "i-1", arn: "arn:1", name: "b", note: null });
  });

  it("a removed argument that someone reads keeps its value", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    expect(update({ name: "b" }, read("${t_x.main.note}"))).toMatchObject({ note: "old" });
  });

  it("an argument taken out of an element of a set becomes null though Terraform proposes the old one", () => {
    const old = { port: 1, rule_id: "r-1", label: "old" };
    const before = { ...prior, rule: [old, { port: 2, rule_id: "r-2", label: null }] };
    const config = {
      ...EMPTY,
      rule: [
        { port: 2, rule_id: null, label: null },
        { port: 1, rule_id: null, label: null },
      ],
    };
    const planned = read().plan({ type: "t_x", block: BLOCK, prior: before, proposed: before, config });
    expect(planned).toMatchObject({
      rule: [
        { port: 1, rule_id: "r-1", label: null },
        { port: 2, rule_id: "r-2", label: null },
      ],
    });
  });

  it("elements of a list keep the computed values of their place", () => {
    const before = { ...prior, disk: [{ size: 1, device: "sda" }] };
    const config = {
      ...EMPTY,
      disk: [
        { size: 2, device: null },
        { size: 3, device: null },
      ],
    };
    const planned = read().plan({
      type: "t_x",
      block: BLOCK,
      prior: before,
      proposed: { ...before, ...config },
      config,
    });
    expect(planned).toMatchObject({
      disk: [
        { size: 2, device: "sda" },
        { size: 3, device: UNKNOWN },
      ],
    });
  });
});

it("destroying plans nothing", () => {
  expect(read().plan({ type: "t_x", block: BLOCK, prior: EMPTY, proposed: null, config: null })).toBeNull();
});

describe("replacement", () => {
  const prior = { ...EMPTY, disk: [{ size: 1, device: "sda" }], rule: [{ port: 1, rule_id: "r", label: null }] };
  const paths = (attribute: string, change: object) =>
    replacementPaths(BLOCK, [attribute], prior, { ...prior, ...change });

  it("is asked for only where a listed attribute changes", () => {
    expect(paths("name", { name: "b" })).toEqual([["name"]]);
    expect(paths("name", { note: "x" })).toEqual([]);
    expect(paths("missing.member", { name: "b" })).toEqual([]);
  });

  it("names the place in a list and the whole of a set", () => {
    expect(paths("disk.size", { disk: [{ size: 2, device: "sda" }] })).toEqual([["disk", 0, "size"]]);
    expect(paths("rule.port", { rule: [{ port: 2, rule_id: "r", label: null }] })).toEqual([["rule"]]);
    expect(paths("rule.port", { rule: [{ port: 1, rule_id: "r", label: "new" }] })).toEqual([]);
    expect(paths("disk", { disk: [] })).toEqual([["disk"]]);
  });

  it("counts a value that is not known yet as a change, and none on create", () => {
    expect(paths("name", { name: UNKNOWN })).toEqual([["name"]]);
    expect(replacementPaths(BLOCK, ["name"], null, prior)).toEqual([]);
  });
});
