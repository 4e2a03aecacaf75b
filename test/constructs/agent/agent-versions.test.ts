import * as fc from "fast-check";
import type { AgentProps, AgentVersion } from "../../../constructs/agent";
import { ImageRef } from "../../../constructs/core/image-ref";
import { isEmptyPlan, type PlanSummary } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { type Json, only } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { deployment, environment, first, mounted, objects, second, synth } from "./agent-fixtures";

const third: AgentVersion = { ...first, version: "1.5.0", prompt: "Review what changed, at length." };

describe("versions of an agent", () => {
  test("each kept version is one object, named by its content, that cannot be edited", () => {
    const found = Object.values(objects());
    expect(found.map(({ metadata }) => metadata.name).sort()).toEqual([
      expect.stringMatching(/^reviewer-1-3-2-[0-9a-f]{10}$/),
      expect.stringMatching(/^reviewer-1-4-0-[0-9a-f]{10}$/),
    ]);
    for (const { immutable, data, lifecycle } of found) {
      expect(immutable).toBe(true);
      expect(lifecycle.create_before_destroy).toBe(true);
      expect(Object.keys(data)).toHaveLength(1);
    }
    const changed = only(objects({ keptVersions: [], prompt: "Other." })).metadata.name;
    expect(changed).not.toBe(only(objects({ keptVersions: [] })).metadata.name);
  });

  test("every version that Semantic Versioning allows gives a name that Kubernetes takes", () => {
    const part = fc.stringMatching(/^[0-9A-Za-z-]{1,20}$/);
    const version = fc
      .tuple(fc.nat(), fc.nat(), fc.nat(), fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }))
      .map(([major, minor, patch, pre, build]) => {
        const suffix = (sign: string, parts: readonly string[]) => (parts.length === 0 ? "" : sign + parts.join("."));
        return `${major}.${minor}.${patch}${suffix("-", pre)}${suffix("+", build)}`;
      });
    fc.assert(
      fc.property(version, (number) => {
        const { name } = only(objects({ keptVersions: [], version: number })).metadata;
        expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
      }),
      { numRuns: 25 },
    );
  });

  test("the pods mount the live version's object and no other", () => {
    const { spec } = deployment().spec.template;
    expect(spec.volume.filter((volume: Json) => volume.config_map !== undefined)).toHaveLength(1);
    expect(spec.container[0].volume_mount).toContainEqual({
      name: "version",
      mount_path: "/etc/agent",
      read_only: true,
    });
    expect(Object.keys(mounted().data)[0]).toMatch(/^1\.4\.0-/);
    expect(Object.keys(mounted({ liveVersion: "1.3.2" }).data)[0]).toMatch(/^1\.3\.2-/);
  });

  test("the document holds the whole behaviour and its own digest", () => {
    const { AGENT_CONFIGURATION = "", AGENT_DIGEST } = environment();
    const file = AGENT_CONFIGURATION.replace("/etc/agent/", "");
    expect(JSON.parse(mounted().data[file])).toMatchObject({
      agent: "reviewer",
      version: "1.4.0",
      model: "smart",
      prompt: second.prompt,
      capabilities: second.capabilities,
      image: "registry.example.org/agent:3.0.0",
      digest: AGENT_DIGEST,
    });
  });

  test("what Terraform would read in a prompt is escaped", () => {
    const [text] = Object.values(mounted({ liveVersion: "1.3.2" }).data);
    expect(text).toContain("$${names} and %%{words}");
  });

  test("an object is labelled as part of the agent", () => {
    expect(mounted().metadata.labels).toMatchObject({
      "palisade.dev/kind": "agent",
      "palisade.dev/name": "reviewer",
    });
  });

  test("going back changes the pointer and no version", () => {
    expect(objects({ liveVersion: "1.3.2" })).toEqual(objects());
    expect(environment({ liveVersion: "1.3.2" })).toMatchObject({
      AGENT_VERSION: "1.3.2",
      AGENT_CONFIGURATION: expect.stringMatching(/^\/etc\/agent\/1\.3\.2-[0-9a-f]{10}\.json$/),
    });
  });

  test("going back changes no resource but the workload", () => {
    const before = synth().resource;
    const after = synth({ liveVersion: "1.3.2" }).resource;
    const changed = Object.keys(before).filter((type) => JSON.stringify(before[type]) !== JSON.stringify(after[type]));
    expect(changed).toEqual(["kubernetes_deployment_v1"]);
  });

  test("a new version adds one object and changes no other", () => {
    const before = objects();
    const after = objects({ ...third, keptVersions: [first, second] });
    expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 1);
    for (const [address, object] of Object.entries(before)) expect(after[address]).toEqual(object);
  });

  test("a version that is no longer kept takes its object along and changes no other", () => {
    const before = objects();
    const after = objects({ keptVersions: [] });
    expect(Object.keys(after)).toHaveLength(1);
    for (const [address, object] of Object.entries(after)) expect(before[address]).toEqual(object);
  });

  test("going back brings back the image of that version", () => {
    const old = { ...first, image: ImageRef.parse("registry.example.org/agent:2.9.0") };
    const { image } = deployment({ keptVersions: [old], liveVersion: "1.3.2" }).spec.template.spec.container[0];
    expect(image).toBe("registry.example.org/agent:2.9.0");
  });

  test("its pods say which version they run", () => {
    const { labels } = deployment().spec.template.metadata;
    expect(labels).toMatchObject({ "palisade.dev/agent-version": "1.4.0", "palisade.dev/kind": "agent" });
    expect(labels["palisade.dev/agent-digest"]).toBe(environment()["AGENT_DIGEST"]?.slice(0, 10));
  });

  test("the digest follows the behaviour and not the order of lists", () => {
    const capabilities = [
      { id: "a", description: "Does a." },
      { id: "b", description: "Does b." },
    ];
    const digest = environment({ capabilities })["AGENT_DIGEST"];
    expect(environment({ capabilities: [...capabilities].reverse() })["AGENT_DIGEST"]).toBe(digest);
    expect(environment({ capabilities, prompt: "Other." })["AGENT_DIGEST"]).not.toBe(digest);
    expect(environment({ capabilities, enabled: false })["AGENT_DIGEST"]).toBe(digest);
  });
});

describeWithTerraform("versions of an agent with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("come, go back and go as the fewest changes", async () => {
    const sandbox = await rehearsals.open(synth());
    const planned = async (change: Partial<AgentProps>): Promise<PlanSummary> => {
      await sandbox.replaceStack((stack) => ({ ...stack, resource: synth(change).resource }));
      const plan = await sandbox.plan();
      await sandbox.apply();
      expect(isEmptyPlan(await sandbox.replan())).toBe(true);
      return plan;
    };
    await sandbox.init();
    await sandbox.validate();
    await sandbox.plan();
    await sandbox.apply();
    const pointer = { change: 1, replace: 0, changed: [expect.stringMatching(/^kubernetes_deployment_v1\./)] };
    expect(await planned({ liveVersion: "1.3.2" })).toMatchObject({ ...pointer, add: 0, destroy: 0 });
    expect(await planned({ ...third, keptVersions: [first, second] })).toMatchObject({
      ...pointer,
      add: 1,
      destroy: 0,
    });
    expect(await planned({ ...third, keptVersions: [second] })).toMatchObject({ add: 0, change: 0, destroy: 1 });
  }, 60_000);
});
