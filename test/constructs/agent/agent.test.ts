import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, PromptFile, Schedule } from "../../../constructs/agent";
import { Peer } from "../../../constructs/core/peer";
import type { ISecret } from "../../../constructs/core/secret";
import { Volume } from "../../../constructs/core/volume";
import { only, synthStack } from "../../support/synth";
import { deployment, props, synth } from "./agent-fixtures";

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
