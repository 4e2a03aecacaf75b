import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import { isEmptyPlan, type PlanSummary } from "../../../lib/sandbox/plan-summary";
import type { DestroyReport, Sandbox } from "../../../lib/sandbox/sandbox";
import { Rehearsals } from "../../support/rehearsal";
import { describeWithTerraform } from "../../support/terraform-binary";
import { wideStack } from "./wide-stack";

/** Scratch copies that hold a text; other test files may have theirs at the same time. */
function scratchFolders(marker: string): readonly string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith("psb-"))
    .map((name) => join(tmpdir(), name))
    .filter((folder) => {
      const file = join(folder, "stack", "cdk.tf.json");
      return existsSync(file) && readFileSync(file, "utf8").includes(marker);
    });
}

describeWithTerraform("a stack of 40 types over five providers", () => {
  const rehearsals = new Rehearsals();
  const steps: string[] = [];
  let sandbox: Sandbox;
  let planned: PlanSummary;
  let again: PlanSummary;
  let state: JsonRecord;
  let destroyed: DestroyReport;
  let stackFolder: string;

  const attributes = (type: string, name: string): readonly JsonRecord[] =>
    listAt(state, "resources")
      .filter(isJsonRecord)
      .filter((resource) => resource["type"] === type && resource["name"] === name)
      .flatMap((resource) => listAt(resource, "instances"))
      .map((instance) => recordAt(instance, "attributes"));

  beforeAll(async () => {
    stackFolder = rehearsals.write(wideStack());
    sandbox = await rehearsals.open(wideStack(), {
      stackDirectory: stackFolder,
      environment: { ...process.env, TF_WORKSPACE: "real", TF_CLI_ARGS_plan: "-destroy", AWS_PROFILE: "real" },
      onProgress: ({ step, phase }) => steps.push(`${step} ${phase}`),
    });
    await sandbox.init();
    await sandbox.validate();
    planned = await sandbox.plan();
    await sandbox.apply();
    again = await sandbox.replan();
    state = sandbox.stateJson();
    destroyed = await sandbox.destroy();
  }, 60_000);

  afterAll(() => rehearsals.clear());

  it("plans every resource and output to be created", () => {
    expect(planned).toMatchObject({ add: 47, change: 0, replace: 0, destroy: 0, outputs: ["subnets", "vpc_id"] });
  });

  it("has nothing left to do after it was applied", () => {
    expect(isEmptyPlan(again)).toBe(true);
  });

  it("keeps no write-only value in the state", () => {
    expect(JSON.stringify(state)).not.toMatch(/secret-literal/);
    expect(attributes("aws_db_instance", "main")[0]).toMatchObject({ password_wo: null, password_wo_version: 1 });
  });

  it("resolves references through instances, locals and other providers", () => {
    const [vpc] = attributes("aws_vpc", "main");
    expect(attributes("aws_subnet", "private").map((subnet) => subnet["vpc_id"])).toEqual([vpc?.["id"], vpc?.["id"]]);
    expect(attributes("aws_kms_alias", "main")[0]?.["target_key_id"]).toBe(
      attributes("aws_kms_key", "main")[0]?.["key_id"],
    );
    const [role] = attributes("aws_iam_role", "node");
    expect(attributes("github_actions_variable", "role")[0]?.["value"]).toBe(role?.["arn"]);
    expect(recordAt(state, "outputs", "vpc_id")["value"]).toBe(vpc?.["id"]);
  });

  it("gives equal instances different ids", () => {
    const ids = [...attributes("aws_subnet", "public"), ...attributes("aws_subnet", "private")].map(
      (subnet) => subnet["id"],
    );
    expect(new Set(ids).size).toBe(4);
  });

  it("refuses to destroy what is protected, and destroys everything once the scratch copy is not", () => {
    expect(destroyed).toEqual({ protected: ["aws_kms_key.main"], refused: ["aws_kms_key.main"], destroyed: 47 });
    expect(listAt(sandbox.stateJson(), "resources")).toEqual([]);
  });

  it("tells each step", () => {
    expect(steps.filter((step) => step.endsWith("end"))).toEqual(
      ["init", "validate", "plan", "apply", "replan", "destroy"].map((step) => `${step} end`),
    );
  });

  it("leaves the synthesized folder as it was and no folder of its own", async () => {
    const marker = randomUUID();
    const other = await rehearsals.open({ ...wideStack(), output: { marker: { value: marker } } });
    await other.init();
    const [folder = ""] = scratchFolders(marker);
    expect(existsSync(folder)).toBe(true);
    await other.close();
    await other.close();
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(stackFolder).sort()).toEqual(["assets", "cdk.tf.json"]);
    expect(readFileSync(join(stackFolder, "cdk.tf.json"), "utf8")).toBe(JSON.stringify(wideStack()));
  });
});
