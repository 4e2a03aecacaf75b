/** An address from which nothing new comes any more. */
export interface RetiredAddress {
  /** What an image or a repository of charts begins with. */
  readonly prefix: string;
  /** Where its successor is. */
  readonly successor: string;
}

/**
 * Registries and repositories that stopped. Sources: Istio 1.31 upgrade notes (last test of the switch-off 8 December
 * 2026); Kubernetes blog of 10 March 2023, "k8s.gcr.io Redirect to registry.k8s.io"; bitnami/containers issue 83267.
 */
export const RETIRED_ADDRESSES: readonly RetiredAddress[] = [
  { prefix: "gcr.io/istio-release/", successor: "registries that Istio's 1.31 upgrade notes name" },
  { prefix: "registry.istio.io/", successor: "registries that Istio's 1.31 upgrade notes name" },
  {
    prefix: "https://istio-release.storage.googleapis.com/",
    successor: "https://blob.istio.io/istio-release/charts or oci://ghcr.io/istio/release/charts",
  },
  { prefix: "k8s.gcr.io/", successor: "registry.k8s.io" },
  { prefix: "docker.io/bitnami/", successor: "the images of the programs' own projects" },
  { prefix: "bitnami/", successor: "the images of the programs' own projects" },
  { prefix: "docker.io/bitnamilegacy/", successor: "the images of the programs' own projects" },
  { prefix: "bitnamilegacy/", successor: "the images of the programs' own projects" },
];
