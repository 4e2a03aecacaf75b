import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { ExistingCluster } from "cdktf-palisade/cluster";
import { addValidations, Controller, ImageRef, Namespace, Workload } from "cdktf-palisade/core";
import { synthesize } from "cdktf-palisade/testing";
import { declareAdmission } from "./admission-stack";

test("the policies of the example synthesize", () => {
  jest.useFakeTimers({ now: new Date("2026-11-30T12:00:00Z"), doNotFake: ["performance"] });
  const declare = () =>
    synthesize((app) => {
      const stack = new TerraformStack(app, "platform");
      new S3Backend(stack, { bucket: "states", key: "platform.tfstate", region: "eu-central-1", encrypt: true });
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
      new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
      addValidations(stack);
      const cluster = ExistingCluster.fromKubeContext(stack, "cluster", { context: "prod-eu" });
      const exporter = new Workload(stack, "exporter", {
        cluster,
        namespace: Namespace.fromName("platform"),
        identity: { kind: "workload", name: "exporter" },
        controller: Controller.job(),
        containers: [
          {
            name: "exporter",
            image: ImageRef.parse("registry.example.org/exporter:1.4.0"),
            resources: { cpuMillicores: 100, memoryMiB: 128 },
          },
        ],
      });
      declareAdmission(stack, cluster, exporter);
    });
  expect(declare).not.toThrow();
});
