import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { Agent, type AgentProps, type AgentVersion, PromptFile, Schedule } from "../../../constructs/agent";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Peer } from "../../../constructs/core/peer";
import type { ISecret } from "../../../constructs/core/secret";
import { Volume } from "../../../constructs/core/volume";
import { PalisadeError } from "../../../lib/core/errors";
import { isEmptyPlan, type PlanSummary } from "../../../lib/sandbox/plan-summary";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { Rehearsals } from "../../support/rehearsal";
import { type Json, only, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";

const first: AgentVersion = {
  version: "1.3.2",
  image: ImageRef.parse("registry.example.org/agent:3.0.0"),
  model: "smart",
  prompt: `Review what changed.\nUse \${names} and %{words} freely.`,
  capabilities: [{ id: "code.review", description: "Reviews pull requests." }],
};
const second: AgentVersion = { ...first, version: "1.4.0", prompt: "Review what changed, kindly." };

const props: AgentProps = {
  ...second,
  cluster: plainCluster,
  namespace: appsNamespace,
  name: "reviewer",
  schedule: Schedule.alwaysOn(),
  keptVersions: [first],
};

function synth(change: Partial<AgentProps> = {}, use: (agent: Agent) => void = () => undefined) {
  return synthStack((stack) => use(new Agent(stack, "reviewer", { ...props, ...change })));
}

function deployment(change: Partial<AgentProps> = {}, use?: (agent: Agent) => void) {
  return only(synth(change, use).resource["kubernetes_deployment_v1"]);
}

function environment(change: Partial<AgentProps> = {}): Record<string, string> {
  const { env } = deployment(change).spec.template.spec.container[0];
  return Object.fromEntries(env.map(({ name, value }: { name: string; value: string }) => [name, value]));
}

function problemsOf(change: Partial<AgentProps>): readonly string[] {
  try {
    synth(change);
  } catch (error) {
    if (error instanceof PalisadeError) return error.problems.map(({ what }) => what);
    throw error;
  }
  return [];
}

/** The objects of the kept versions, by address. */
function objects(change: Partial<AgentProps> = {}): Record<string, Json> {
  return synth(change).resource["kubernetes_config_map_v1"] ?? {};
}

/** The object that the pods mount. */
function mounted(change: Partial<AgentProps> = {}): Json {
  const { volume } = deployment(change).spec.template.spec;
  const { config_map } = volume.find(({ name }: { name: string }) => name === "version");
  const address = /^\$\{kubernetes_config_map_v1\.([^.]+)\.metadata\[0\]\.name\}$/.exec(config_map.name)?.[1];
  return objects(change)[address ?? ""];
}

describe("versions of an agent", () => {
  const third: AgentVersion = { ...first, version: "1.5.0", prompt: "Review what changed, at length." };

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

describe("when an agent runs", () => {
  test("always on is a Deployment", () => {
    expect(deployment({ schedule: Schedule.alwaysOn({ replicas: 2 }) }).spec.replicas).toBe("2");
  });

  test("a schedule is a CronJob that does not retry what may be half done", () => {
    const cronJob = only(
      synth({ schedule: Schedule.cron("0 6 * * 1-5", { timeZone: "Europe/Zurich" }) }).resource[
        "kubernetes_cron_job_v1"
      ],
    );
    expect(cronJob.spec).toMatchObject({ schedule: "0 6 * * 1-5", timezone: "Europe/Zurich", suspend: false });
    expect(cronJob.spec.job_template.spec.backoff_limit).toBe(0);
  });

  test("switched off it stays declared and does not run", () => {
    expect(deployment({ enabled: false }).spec.replicas).toBe("0");
    const cron = synth({ enabled: false, schedule: Schedule.cron("0 6 * * *") });
    expect(only(cron.resource["kubernetes_cron_job_v1"]).spec.suspend).toBe(true);
    expect(Object.keys(cron.resource["kubernetes_config_map_v1"] ?? {})).toHaveLength(2);
  });
});

describe("what an agent may touch", () => {
  const granted: string[] = [];
  const secret: ISecret = {
    path: "integrations/linear",
    keys: ["token"],
    grantRead: (reader) => {
      granted.push(reader.serviceAccountName);
      return {
        secretName: "linear",
        key: (key) => ({ secretName: "linear", key }),
        volume: () => Volume.secret("linear", "linear"),
      };
    },
  };

  test("a secret is granted to its own account and mounted as files", () => {
    const pod = deployment({ secrets: [secret] }).spec.template.spec;
    expect(granted).toContain("reviewer");
    expect(pod.container[0].volume_mount).toContainEqual({
      name: "linear",
      mount_path: expect.stringMatching(/^\/var\/run\/agent-secrets\/integrations-linear/),
      read_only: true,
    });
  });

  test("egress is what was asked, beside DNS", () => {
    const policies = synth({ egress: [{ peer: Peer.cidr("192.0.2.0/24"), ports: [{ port: 443 }] }] }, (agent) =>
      agent.allowTo(Peer.namespace("models"), { port: 8080 }),
    ).resource["kubernetes_network_policy_v1"];
    expect(only(policies).spec.egress).toHaveLength(3);
  });

  test("one port for health and metrics is one container port", () => {
    const { port, readiness_probe } = deployment({
      health: { port: 8080, path: "/healthz" },
      metrics: { port: 8080, path: "/metrics" },
    }).spec.template.spec.container[0];
    expect(port).toEqual([{ name: "metrics", container_port: 8080, protocol: "TCP" }]);
    expect(readiness_probe.http_get).toEqual({ path: "/healthz", port: "metrics" });
  });

  test("an agent that shows its model calls is watched through them too", () => {
    const subjects: string[] = [];
    synth({ metrics: { port: 9000, path: "/metrics", modelCalls: true } }, ({ watched }) =>
      subjects.push(...watched.map(({ subject }) => subject)),
    );
    expect(subjects).toEqual(["agent-service", "agent-models"]);
  });
});

describe("a prompt file", () => {
  test("reads the same whichever line ends it was checked out with", () => {
    const folder = mkdtempSync(join(tmpdir(), "palisade-prompt-"));
    try {
      const path = join(folder, "prompt.md");
      writeFileSync(path, "one\r\ntwo\n");
      expect(PromptFile.read(path)).toBe("one\ntwo\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("that is not there is named", () => {
    expect(() => PromptFile.read("no-such-prompt.md")).toThrow(/no-such-prompt\.md: a prompt file cannot be read/);
  });
});

describe("bad input", () => {
  test("every problem is reported at once, with the construct's path", () => {
    const bad: Partial<AgentProps> = {
      name: `Reviewer_${"x".repeat(60)}`,
      version: "v1.4",
      prompt: " \n",
      model: "",
      capabilities: [
        { id: "code.review", description: "One." },
        { id: "code.review", description: "Two." },
      ],
      frameworks: [{ name: "asvs", reference: "https://example.org/asvs@main" }],
      schedule: Schedule.cron("every day"),
      keptVersions: [],
      liveVersion: "0.1.0",
      scratchMiB: -1,
      environment: { AGENT_NAME: "other" },
    };
    expect(problemsOf(bad)).toEqual([
      "an agent's name is not one Kubernetes takes",
      "an agent's version is not an exact semantic version",
      "version v1.4 has an empty prompt",
      "the model of version v1.4 has an odd name",
      "version v1.4 names the same capability twice",
      "the framework asvs is not pinned to exact content",
      "a schedule is not a cron expression",
      "scratchMiB is not a whole number of at least 1",
      "an environment variable of an agent is one the agent sets itself",
      "the live version is not declared",
    ]);
    expect(() => synth(bad)).toThrow(/^test\/reviewer: /);
  });

  test("a version that was changed needs a new number", () => {
    expect(problemsOf({ keptVersions: [{ ...first, version: "1.4.0" }] })).toEqual([
      "version 1.4.0 is declared twice with different contents",
    ]);
  });

  test("an agent without a capability is refused", () => {
    expect(problemsOf({ capabilities: [] })).toEqual(["version 1.4.0 has no capability"]);
  });

  test("a secret given as text is refused, and the text is not repeated", () => {
    const secrets = JSON.parse('["hunter2"]');
    expect(() => synth({ secrets })).toThrow(/secrets\[0\] is not a secret but text/);
    expect(() => synth({ secrets })).not.toThrow(/hunter2/);
  });

  test("a version that outgrows one configuration object is refused, several that do together are not", () => {
    expect(problemsOf({ prompt: "x".repeat(1_100_000) })).toEqual([
      "version 1.4.0 does not fit into one configuration object",
    ]);
    const long = "x".repeat(700_000);
    expect(problemsOf({ prompt: long, keptVersions: [{ ...first, prompt: long }] })).toEqual([]);
  });

  test("a value only Terraform knows has no place in a version", () => {
    expect(problemsOf({ prompt: `\${TfToken[TOKEN.7]}` })).toContain(
      "a value that is only known to Terraform stands in data that is hashed",
    );
  });
});

describeWithTerraform("versions of an agent with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("come, go back and go as the fewest changes", async () => {
    const third: AgentVersion = { ...first, version: "1.5.0", prompt: "Review what changed, at length." };
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

test("synthesis time grows with the number of agents, not faster", () => {
  const seconds = (count: number): number => {
    const start = performance.now();
    const stack = synthStack((scope) => {
      for (let index = 0; index < count; index += 1) {
        new Agent(scope, `agent-${index}`, { ...props, name: `agent-${index}` });
      }
    });
    expect(Object.keys(stack.resource["kubernetes_deployment_v1"] ?? {})).toHaveLength(count);
    return (performance.now() - start) / 1000;
  };
  seconds(10);
  const few = seconds(50);
  expect(seconds(200)).toBeLessThan(few * 4 * 3);
});
