import { type App, LocalBackend, S3Backend, TerraformStack } from "cdktf";
import { synthApp } from "../../support/synth";

function stackAt(app: App, name: string, key: string): void {
  const stack = new TerraformStack(app, name);
  new S3Backend(stack, { bucket: "states", key, region: "eu-central-1" });
}

test("two stacks that would overwrite each other's state are refused", () => {
  const build = (app: App) => {
    stackAt(app, "first", "apps.tfstate");
    stackAt(app, "second", "apps.tfstate");
  };
  expect(() => synthApp(build)).toThrow(/second: it keeps its state in the same place as first/);
});

test("one bucket with a key for each stack is fine", () => {
  const build = (app: App) => {
    stackAt(app, "first", "first.tfstate");
    stackAt(app, "second", "second.tfstate");
    new LocalBackend(new TerraformStack(app, "third"), { path: "first.tfstate" });
  };
  expect(Object.keys(synthApp(build))).toEqual(["first", "second", "third"]);
});
