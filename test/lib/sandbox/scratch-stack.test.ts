// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { PalisadeError } from "../../../lib/core/errors";
import { type JsonRecord, recordAt } from "../../../lib/core/json";
import { backendOf, RemoteStateRegistry } from "../../../lib/sandbox/remote-states";
import { protectedAddresses, scratchStack, withoutPreventDestroy } from "../../../lib/sandbox/scratch-stack";

const rewrite = (stack: JsonRecord, remoteStates = new RemoteStateRegistry()): JsonRecord =>
  scratchStack(stack, {
    stateAddress: "http://127.0.0.1:1/own",
    remoteStates,
    serve: (state) => `http://127.0.0.1:1/${Buffer.from(state).toString("utf8")}`,
  });

const reader = (config: object, backend = "s3"): JsonRecord => ({
  data: { terraform_remote_state: { network: { backend, config, workspace: "${terraform.workspace}" } } },
});

describe("the scratch copy", () => {
  it("keeps its state in the rehearsal, whatever the backend was", () => {
    const stack = {
      terraform: { backend: { s3: { bucket: "real" } }, cloud: { organization: "real" }, required_version: "1" },
    };
    expect(rewrite(stack)["terraform"]).toEqual({
      backend: { http: { address: "http://127.0.0.1:1/own" } },
      required_version: "1",
    });
    expect(stack.terraform.backend.s3.bucket).toBe("real");
  });

  it("runs no provisioner", () => {
    const provisioner = [{ "local-exec": { command: "rm -rf x" } }];
    const stack = rewrite({ resource: { t_x: { a: { provisioner, connection: { host: "h" }, name: "n" } } } });
    expect(recordAt(stack, "resource", "t_x", "a")).toEqual({ name: "n" });
  });

  it("has a value for every variable of a plain type", () => {
    const stack = rewrite({
      variable: {
        name: { type: "string" },
        count: { type: "${number}" },
        on: { type: "bool" },
        zones: { type: "list(string)" },
        tags: { type: "map(string)" },
        kept: { type: "string", default: "mine" },
        shape: { type: "object({ a = string })" },
      },
    });
    const defaults = Object.entries(recordAt(stack, "variable")).map(([name, of]) => [name, recordAt(of)["default"]]);
    expect(Object.fromEntries(defaults)).toEqual({
      name: "sandbox",
      count: 1,
      on: false,
      zones: [],
      tags: {},
      kept: "mine",
      shape: undefined,
    });
  });
});

describe("a read of another stack's state", () => {
  const registry = new RemoteStateRegistry();
  const producer = { terraform: { backend: { s3: { bucket: "state", key: "prod/network", region: "eu-central-1" } } } };
  const backend = backendOf(producer);
  if (backend !== undefined) registry.register(backend, () => Buffer.from("network"));

  it("goes to the state of the stack with that backend, region and locking aside", () => {
    const stack = rewrite(reader({ bucket: "state", key: "prod/network", use_lockfile: true }), registry);
    expect(recordAt(stack, "data", "terraform_remote_state", "network")).toEqual({
      backend: "http",
      config: { address: "http://127.0.0.1:1/network" },
    });
  });

  it("is refused when no rehearsed stack wrote it, naming those that are there", () => {
    const read = () => rewrite(reader({ bucket: "state", key: "prod/other" }), registry);
    expect(read).toThrow(PalisadeError);
    expect(read).toThrow(/terraform_remote_state\.network: reads the state of a stack that was not rehearsed/);
    expect(read).toThrow(/key=prod\/network/);
  });

  it("of another kind of backend is another state", () => {
    expect(() => rewrite(reader({ path: "prod/network" }, "local"), registry)).toThrow(/was not rehearsed/);
  });

  it("compares a backend it does not know by all its settings", () => {
    const custom = new RemoteStateRegistry();
    custom.register({ kind: "oss", config: { b: 1, a: "x" } }, () => new Uint8Array());
    expect(custom.find({ kind: "oss", config: { a: "x", b: 1 } })).toBeDefined();
    expect(custom.find({ kind: "oss", config: { a: "x" } })).toBeUndefined();
  });
});

describe("prevent_destroy", () => {
  const stack = {
    resource: {
      aws_kms_key: { a: { lifecycle: { prevent_destroy: true, create_before_destroy: true } }, b: {} },
      aws_vpc: { c: { lifecycle: [{ prevent_destroy: true }] } },
    },
  };

  it("is listed by address", () => {
    expect(protectedAddresses(stack)).toEqual(["aws_kms_key.a", "aws_vpc.c"]);
  });

  it("is taken out alone", () => {
    const bare = withoutPreventDestroy(stack);
    expect(protectedAddresses(bare)).toEqual([]);
    expect(recordAt(bare, "resource", "aws_kms_key", "a", "lifecycle")).toEqual({ create_before_destroy: true });
    expect(protectedAddresses(stack)).toHaveLength(2);
  });
});
