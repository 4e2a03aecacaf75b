import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, type AgentProps, type AgentVersion, PromptFile, Schedule } from "../../../constructs/agent";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Peer } from "../../../constructs/core/peer";
import type { ISecret } from "../../../constructs/core/secret";
import { Volume } from "../../../constructs/core/volume";
import { PalisadeError } from "../../../lib/core/errors";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";

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

describe("versions of an agent", () => {
  test("all kept versions stand in one object that cannot be edited", () => {
    const configuration = only(synth().resource["kubernetes_config_map_v1"]);
    expect(configuration.immutable).toBe(true);
    const files = Object.keys(configuration.data).map((file) => file.replace(/-[0-9a-f]{10}\.json$/, ""));
    expect(files.sort()).toEqual(["1.3.2", "1.4.0"]);
  });

  test("the document holds the whole behaviour and its own digest", () => {
    const configuration = only(synth().resource["kubernetes_config_map_v1"]);
    const { AGENT_CONFIGURATION = "", AGENT_DIGEST } = environment();
    const file = AGENT_CONFIGURATION.replace("/etc/agent/", "");
    expect(JSON.parse(configuration.data[file])).toMatchObject({
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
    const configuration = only(synth().resource["kubernetes_config_map_v1"]);
    expect(Object.values(configuration.data).join()).toContain("$${names} and %%{words}");
  });

  test("going back changes the pointer and leaves the configuration as it was", () => {
    const before = synth();
    const after = synth({ liveVersion: "1.3.2" });
    expect(after.resource["kubernetes_config_map_v1"]).toEqual(before.resource["kubernetes_config_map_v1"]);
    expect(environment({ liveVersion: "1.3.2" })).toMatchObject({ AGENT_VERSION: "1.3.2" });
    expect(environment({ liveVersion: "1.3.2" })["AGENT_CONFIGURATION"]).toMatch(
      /^\/etc\/agent\/1\.3\.2-[0-9a-f]{10}\.json$/,
    );
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
    expect(only(cron.resource["kubernetes_config_map_v1"]).immutable).toBe(true);
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
    expect(() => synth({ secrets })).toThrow(/was given a secret as text/);
    expect(() => synth({ secrets })).not.toThrow(/hunter2/);
  });

  test("versions that outgrow one configuration object are refused", () => {
    expect(problemsOf({ prompt: "x".repeat(1_100_000) })).toContain(
      "the versions of an agent do not fit into one configuration object",
    );
  });

  test("a value only Terraform knows has no place in a version", () => {
    expect(problemsOf({ prompt: `\${TfToken[TOKEN.7]}` })).toContain(
      "a value that is only known to Terraform stands in data that is hashed",
    );
  });
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
