import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type App, S3Backend, TerraformStack } from "cdktf";
import { addValidations } from "../../../constructs/core/validations";
import { MonitoringPlatform } from "../../../constructs/monitoring";
import { addGuardrails } from "../../../constructs/policy";
import { DetectionEngine, DetectionResponse } from "../../../constructs/runtime";
import { StateBucket } from "../../../constructs/state";
import { synthApp, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { isRehearsed, Rehearsals } from "../secrets/proof";
import { detectionIn, FALCO, PLATFORM, scanningIn } from "./fixture";

const TETRAGON = DetectionEngine.tetragon({ response: DetectionResponse.kill({ on: ["other-program"] }) });
const ENGINES = [
  ["Falco", FALCO],
  ["Tetragon", TETRAGON],
] as const;

function everything(stack: TerraformStack, engine: DetectionEngine): void {
  const monitoring = MonitoringPlatform.fromAttributes({
    ...PLATFORM,
    runbookBaseUrl: "https://example.org/runbooks",
  });
  monitoring.watch(detectionIn(stack, { engine }));
  monitoring.watch(scanningIn(stack));
}

test.each(ENGINES)("the strict guardrails find nothing in %s and the scanner, watched", (_, engine) => {
  const { test: stack } = synthApp((app: App) => {
    const scope = new TerraformStack(app, "test");
    const states = StateBucket.fromAttributes({ bucketName: "acme-prod-state", region: "eu-central-1" });
    new S3Backend(scope, states.backendSettings("runtime.tfstate"));
    addValidations(scope);
    new KubernetesProvider(scope, "kubernetes", { configPath: "kubeconfig" });
    new HelmProvider(scope, "helm", { kubernetes: { configPath: "kubeconfig" } });
    everything(scope, engine);
    addGuardrails(scope, { profile: "strict" });
  });
  expect(stack).toBeDefined();
});

describeWithTerraform("what looks at running programs and at images, in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test.each(ENGINES)(
    "applies with %s, and has nothing left to do",
    async (_, engine) => {
      expect(await isRehearsed(rehearsals, (stack) => everything(stack, engine))).toBe(true);
    },
    120_000,
  );
});

test("one stack of each is small enough for Helm to keep", () => {
  for (const [, engine] of ENGINES) {
    const json = synthStack((stack) => everything(stack, engine));
    expect(JSON.stringify(json).length).toBeLessThan(400_000);
  }
});
