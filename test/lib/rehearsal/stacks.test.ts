import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonRecord } from "../../../lib/core/json";
import { readStacks, type StackEntry } from "../../../lib/rehearsal/stack-entry";
import { inDependencyOrder } from "../../../lib/rehearsal/stack-graph";
import { selectStacks, withProducers } from "../../../lib/rehearsal/stack-selection";

const backend = (name: string): JsonRecord => ({ bucket: "states", key: `${name}.tfstate` });

function stack(
  name: string,
  { reads = [], after = [] }: { reads?: readonly string[]; after?: readonly string[] },
): StackEntry {
  const states = Object.fromEntries(
    reads.map((read, index) => [`r${index}`, { backend: "s3", config: { ...backend(read), region: "eu-central-1" } }]),
  );
  return {
    name,
    directory: `stacks/${name}`,
    dependencies: after,
    resources: 1,
    json: { terraform: { backend: { s3: backend(name) } }, data: { terraform_remote_state: states } },
  };
}

const ENVIRONMENT = [
  stack("prod-rpc", { after: ["prod-nodes"] }),
  stack("prod-nodes", { reads: ["prod-cluster"] }),
  stack("prod-cluster", { reads: ["prod-network"], after: ["prod-network"] }),
  stack("prod-network", {}),
  stack("production", {}),
];

describe("inDependencyOrder", () => {
  it("puts a stack after those it reads, also when the app did not declare it", () => {
    const order = inDependencyOrder(ENVIRONMENT).map((entry) => entry.name);
    expect(order).toEqual(["prod-network", "prod-cluster", "prod-nodes", "prod-rpc", "production"]);
  });

  it("tells reading a state from merely coming later", () => {
    const placed = new Map(inDependencyOrder(ENVIRONMENT).map((entry) => [entry.name, entry]));
    expect(placed.get("prod-nodes")).toMatchObject({ reads: ["prod-cluster"], after: ["prod-cluster"] });
    expect(placed.get("prod-rpc")).toMatchObject({ reads: [], after: ["prod-nodes"] });
  });

  it("names stacks that wait for each other", () => {
    const circle = [stack("a", { reads: ["b"] }), stack("b", { reads: ["a"] }), stack("c", {})];
    expect(() => inDependencyOrder(circle)).toThrow(/these stacks wait for each other\n {2}got: "a, b"/);
  });
});

describe("selectStacks", () => {
  const names = (...wanted: readonly string[]): readonly string[] =>
    selectStacks(ENVIRONMENT, wanted).map((entry) => entry.name);

  it("takes all stacks when none is named", () => {
    expect(names()).toHaveLength(5);
  });

  it("takes a stack by its name and an environment by the first part of it", () => {
    expect(names("prod-nodes")).toEqual(["prod-nodes"]);
    expect(names("prod")).toEqual(["prod-rpc", "prod-nodes", "prod-cluster", "prod-network"]);
    expect(names("production", "prod-rpc")).toEqual(["prod-rpc", "production"]);
  });

  it("reports every name that matches nothing, with the known ones", () => {
    expect(() => names("prd", "prod", "staging")).toThrow(/got: "prd"[\s\S]*allowed: prod-rpc, [\s\S]*got: "staging"/);
  });
});

describe("withProducers", () => {
  it("adds what is read, by way of others too, and not what merely comes earlier", () => {
    const all = inDependencyOrder(ENVIRONMENT);
    const added = (name: string): readonly string[] =>
      withProducers(all, selectStacks(all, [name])).map((entry) => entry.name);
    expect(added("prod-nodes")).toEqual(["prod-network", "prod-cluster", "prod-nodes"]);
    expect(added("prod-rpc")).toEqual(["prod-rpc"]);
  });
});

describe("readStacks", () => {
  const folder = mkdtempSync(join(tmpdir(), "palisade-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("says so where there is no manifest", () => {
    expect(() => readStacks(folder)).toThrow(/holds no manifest\.json/);
  });

  it("reads stacks, counts their resources, and reports those without JSON", () => {
    mkdirSync(join(folder, "stacks/a"), { recursive: true });
    const resource = { aws_vpc: { one: {}, two: {} }, aws_subnet: { three: {} } };
    writeFileSync(join(folder, "stacks/a/cdk.tf.json"), JSON.stringify({ resource }));
    const entry = { synthesizedStackPath: "stacks/a/cdk.tf.json", dependencies: [] };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks: { a: entry } }));
    expect(readStacks(folder)).toMatchObject([{ name: "a", resources: 3, directory: join(folder, "stacks/a") }]);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks: { a: entry, b: {}, c: {} } }));
    expect(() => readStacks(folder)).toThrow(/stacks\/b\/cdk\.tf\.json: [\s\S]*stacks\/c\/cdk\.tf\.json: /);
  });
});
