import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { type App, S3Backend, TerraformStack } from "cdktf";
import { useImageLock } from "../../../constructs/core/image-lock";
import { addValidations } from "../../../constructs/core/validations";
import { addGuardrails } from "../../../constructs/policy";
import { StateBucket } from "../../../constructs/state";
import { SECRET_SERVERS } from "../../../lib/catalogue/charts/secret-servers";
import { AWS_CLI_IMAGE } from "../../../lib/catalogue/charts/snapshot-upload";
import { synthApp } from "../../support/synth";
import { valuesOf } from "./vault-server-facts";
import { serverIn } from "./vault-server-fixture";

describe("a VaultServer under the strict guardrails", () => {
  const folder = mkdtempSync(join(tmpdir(), "palisade-lock-"));
  const file = join(folder, "images.lock.json");
  const digest = `sha256:${"1".repeat(64)}`;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(["vault", "openbao"] as const)(
    "has nothing found against %s, and its images named by their digests",
    (program) => {
      const images = [SECRET_SERVERS[program].image, AWS_CLI_IMAGE.reference];
      const entry = { digest, platforms: { "linux/amd64": `sha256:${"2".repeat(64)}` } };
      writeFileSync(
        file,
        JSON.stringify({ version: 1, images: Object.fromEntries(images.map((image) => [image, entry])) }),
      );
      const { test: stack } = synthApp((app: App) => {
        useImageLock(app, file);
        const scope = new TerraformStack(app, "test");
        const states = StateBucket.fromAttributes({ bucketName: "acme-prod-state", region: "eu-central-1" });
        new S3Backend(scope, states.backendSettings("vault.tfstate"));
        addValidations(scope);
        new AwsProvider(scope, "aws", { region: "eu-central-1" });
        new KubernetesProvider(scope, "kubernetes", { configPath: "kubeconfig" });
        new HelmProvider(scope, "helm", { kubernetes: { configPath: "kubeconfig" } });
        serverIn(scope, { program });
        addGuardrails(scope, { profile: "strict" });
      });
      if (stack === undefined) throw new Error("the stack was not written");
      expect(valuesOf(stack, program).server.image.tag).toMatch(new RegExp(`^[\\d.]+@${digest}$`));
    },
  );
});
