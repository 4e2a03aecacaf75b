import { isJsonRecord, type JsonRecord } from "../../lib/core/json";
import { Examination } from "../../lib/truth/examination";
import type { Fact } from "../../lib/truth/fact";
import { examineObject, factsOfObject } from "../../lib/truth/kubernetes/examine-object";
import type { KubernetesObject } from "../../lib/truth/kubernetes/objects";
import { environments } from "../../stacks/environments";
import { API_SERVER_TOOLS, type ControlPlane, startBareControlPlane } from "./cluster/control-plane";
import { customResources } from "./cluster/custom-resources";
import { environmentObjects } from "./cluster/environment-objects";
import { installCustomResources } from "./cluster/install-custom-resources";
import { RefusedError } from "./cluster/kubernetes-client";
import { expectEvidence } from "./evidence";
import { describeWithTools } from "./tools";

/** What an object becomes after a change at a path. */
function changed(value: unknown, [name, ...rest]: readonly string[], change: unknown): unknown {
  if (name === undefined) return change;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? changed(item, rest, change) : item));
  const record = isJsonRecord(value) ? value : {};
  return { ...record, [name]: changed(record[name], rest, change) };
}

/** Mistakes that Terraform lets pass: what, in which kind, where, the value, and what the server says. */
const PLANTED: readonly (readonly [string, string, readonly string[], unknown, RegExp])[] = [
  [
    "a field that a Deployment does not have",
    "Deployment",
    ["spec", "template", "spec", "containers", "0", "imagePolicy"],
    "Always",
    /field not declared in schema|unknown field/,
  ],
  ["a field that a PodMonitor does not have", "PodMonitor", ["spec", "endpoint"], [], /field not declared in schema/],
  ["a text where a number stands", "StatefulSet", ["spec", "replicas"], "three", /expected numeric|cannot unmarshal/],
  [
    "a protocol that does not exist",
    "NetworkPolicy",
    ["spec", "ingress"],
    [{ ports: [{ port: 80, protocol: "HTTP" }] }],
    /Unsupported value: "HTTP"/,
  ],
  [
    "a selector that misses its pods",
    "Deployment",
    ["spec", "selector", "matchLabels"],
    { a: "b" },
    /`selector` does not match/,
  ],
];

describeWithTools([...API_SERVER_TOOLS, "helm"], "a real Kubernetes API server", (toolOf) => {
  const { version } = toolOf("kube-apiserver");
  const definitions = customResources();
  const facts: Fact[] = [];
  let objects: ReadonlyMap<string, readonly KubernetesObject[]> = new Map();
  let plane: ControlPlane;
  let accepted = 0;

  /** What the server says to an object, and nothing where it takes it. */
  async function refusal(manifest: JsonRecord): Promise<string | undefined> {
    try {
      await plane.client.apply(manifest, { dryRun: true });
      return undefined;
    } catch (fault) {
      if (fault instanceof RefusedError) return fault.message;
      throw fault;
    }
  }

  const objectOf = (kind: string): KubernetesObject => {
    const found = [...objects.values()].flat().find((object) => object.kind === kind);
    if (found === undefined) throw new Error(`no environment has a ${kind}`);
    return found;
  };

  beforeAll(async () => {
    plane = await startBareControlPlane((name) => toolOf(name).program);
    await installCustomResources(plane.client, definitions);
    const helm = toolOf("helm").program;
    objects = new Map(environments.map((environment) => [environment.name, environmentObjects(environment, helm)]));
    const namespaces = new Set([...objects.values()].flat().flatMap(({ namespace }) => namespace ?? []));
    for (const name of namespaces) {
      await plane.client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    }
  });

  afterAll(async () => {
    await plane?.stop();
    process.stderr.write(`kube-apiserver ${version} accepted ${accepted} objects\n`);
  });

  it.each(environments.map(({ name }) => name))(
    "accepts every object of %s, applied strictly and dry",
    async (name) => {
      const ours = objects.get(name) ?? [];
      expect(ours.length).toBeGreaterThan(0);
      const refused: string[] = [];
      for (const object of ours) {
        const said = await refusal(object.manifest);
        if (said !== undefined) {
          refused.push(`${object.where("")}: ${said}`);
          continue;
        }
        const examination = new Examination();
        examineObject(object, examination);
        facts.push(...factsOfObject(examination));
        accepted += 1;
      }
      expect(refused).toEqual([]);
    },
  );

  it("warns of nothing that is going away", async () => {
    const warnings = new Set<string>();
    for (const { manifest } of [...objects.values()].flat()) {
      const answer = await plane.client.apply(manifest, { dryRun: true });
      for (const warning of answer.warnings) warnings.add(`${manifest["kind"]}: ${warning}`);
    }
    expect([...warnings]).toEqual([]);
  });

  it.each(PLANTED)("refuses %s", async (_what, kind, path, value, message) => {
    const { manifest } = objectOf(kind);
    const planted = changed(manifest, path, value);
    expect(await refusal(isJsonRecord(planted) ? planted : {})).toMatch(message);
  });

  const itJudgesRules = definitions.every(({ hasRules }) => hasRules) ? it : it.skip;
  itJudgesRules("refuses what only a rule in CEL forbids", async () => {
    const { manifest } = objectOf("EC2NodeClass");
    const planted = changed(manifest, ["spec", "instanceProfile"], "another");
    expect(await refusal(isJsonRecord(planted) ? planted : {})).toMatch(/must specify exactly one of \['role'/);
  });

  it("takes the catalogue's own schemas for definitions too", async () => {
    for (const { definition } of customResources(false)) await plane.client.apply(definition, { dryRun: true });
  });

  it("accepts the facts that are recorded", () => {
    if (!definitions.every(({ hasRules }) => hasRules)) {
      // biome-ignore lint/suspicious/noConsole: a skipped comparison must be seen
      console.warn("skipped: the whole definitions are not here, so rules in CEL were not judged");
      return;
    }
    expectEvidence("api-server", { program: "kube-apiserver", version, facts });
  });
});
