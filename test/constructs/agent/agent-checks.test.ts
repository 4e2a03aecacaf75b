import { type AgentProps, Schedule } from "../../../constructs/agent";
import { first, problemsOf, synth } from "./agent-fixtures";

describe("bad input of an agent", () => {
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
