import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonRecord, recordAt } from "../../lib/core/json";
import { compactCoreSchemas } from "../support/compact-kubernetes-schemas";
import { diffableJson } from "../support/diffable-json";
import { API_SERVER_TOOLS, type ControlPlane, startBareControlPlane } from "./cluster/control-plane";
import { describeWithTools } from "./tools";

const CATALOGUE = join(__dirname, "../../lib/catalogue/kubernetes/core.json");

describeWithTools(API_SERVER_TOOLS, "the catalogue's schemas of Kubernetes' own kinds", (toolOf) => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startBareControlPlane((name) => toolOf(name).program);
  });

  afterAll(() => plane?.stop());

  it("are those that a real API server of that version serves", async () => {
    const paths = Object.keys(recordAt(await plane.client.read("/openapi/v3"), "paths"));
    const served: JsonRecord[] = [];
    for (const path of paths.filter((name) => /^apis?\/.*v\d/.test(name))) {
      served.push(await plane.client.read(`/openapi/v3/${path}`));
    }
    expect(served.length).toBeGreaterThan(10);
    const { version } = toolOf("kube-apiserver");
    expect(readFileSync(CATALOGUE, "utf8")).toBe(diffableJson(compactCoreSchemas(version, served)));
  });
});
