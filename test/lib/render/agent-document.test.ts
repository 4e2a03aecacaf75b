import fc from "fast-check";
import { type AgentVersionSpec, agentDocument } from "../../../lib/render/agent-document";

const spec: AgentVersionSpec = {
  version: "1.4.0",
  image: "registry.example.org/agent:3.0.0",
  model: "smart",
  parameters: { temperature: 0.2, maxTurns: 20 },
  prompt: "Review what changed.",
  capabilities: [
    { id: "code.review", description: "Reviews pull requests." },
    { id: "code.explain", description: "Explains changes." },
  ],
  frameworks: [{ name: "asvs", reference: `https://example.org/asvs@${"a".repeat(40)}` }],
};

describe("the document of an agent version", () => {
  test("is the same text for the same version, whatever order it was written in", () => {
    const turned: AgentVersionSpec = {
      ...spec,
      parameters: { maxTurns: 20, temperature: 0.2 },
      capabilities: [...spec.capabilities].reverse(),
    };
    expect(agentDocument("reviewer", turned)).toEqual(agentDocument("reviewer", spec));
  });

  test.each([
    ["image", { image: "registry.example.org/agent:3.0.1" }],
    ["model", { model: "smart-eu" }],
    ["prompt", { prompt: "Review what changed. " }],
    ["parameters", { parameters: { temperature: 0.3 } }],
    ["capabilities", { capabilities: spec.capabilities.slice(0, 1) }],
    ["frameworks", { frameworks: [] }],
    ["version", { version: "1.4.1" }],
  ])("has another digest when its %s changes", (_, change) => {
    const { digest } = agentDocument("reviewer", spec);
    expect(agentDocument("reviewer", { ...spec, ...change }).digest).not.toBe(digest);
  });

  test("says its own digest, so that a runtime can report it", () => {
    const { digest, text } = agentDocument("reviewer", spec);
    expect(JSON.parse(text)).toMatchObject({ agent: "reviewer", version: "1.4.0", digest });
  });

  test("has a file name that Kubernetes takes for every semantic version and prompt", () => {
    const part = fc.nat({ max: 999 });
    const suffix = fc.constantFrom("", "-rc.1", "+build.7", "-beta.2+exp.sha.5114f85");
    const versions = fc.tuple(part, part, part, suffix).map(([x, y, z, end]) => `${x}.${y}.${z}${end}`);
    fc.assert(
      fc.property(versions, fc.string(), (version, prompt) => {
        const { fileName, digest } = agentDocument("reviewer", { ...spec, version, prompt });
        expect(fileName).toMatch(/^[-._a-zA-Z0-9]{1,253}$/);
        expect(fileName).toContain(digest.slice(0, 10));
      }),
    );
  });

  test("refuses what only Terraform knows, and says where it stands", () => {
    expect(() => agentDocument("reviewer", { ...spec, prompt: `\${TfToken[TOKEN.1]}` })).toThrow(
      /agent reviewer 1\.4\.0\.prompt: a value that is only known to Terraform/,
    );
  });
});
