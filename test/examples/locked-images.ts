import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  addValidations,
  ImageRef,
  ManifestBundle,
  Namespace,
  synthesizeOrExplain,
  wantLockedImages,
} from "cdktf-palisade/core";

synthesizeOrExplain({ outputDirectory: "cdktf.out", imageLock: "images.lock.json" }, (app) => {
  const stack = new TerraformStack(app, "tools");
  new LocalBackend(stack, { path: "tools.tfstate" });
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
  addValidations(stack);
  // An image without a digest in here is worth a warning:
  wantLockedImages(stack);

  const image = ImageRef.parse("registry.example.org/tools/reporter:1.4.0");
  new ManifestBundle(stack, "reporter", {
    namespace: Namespace.fromName("tools"),
    manifests: [
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "reporter" },
        // In objects of your own, ask for the text with the digest; workloads of Palisade do it themselves.
        spec: { containers: [{ name: "reporter", image: image.locked(stack) }] },
      },
    ],
  });
});
