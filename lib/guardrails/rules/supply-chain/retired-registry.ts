import { exampleContainer, exampleOf, exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { type FieldPath, fail, type Judgement, on, PASS } from "../../verdict";
import { releaseImages } from "./release-images";
import { RETIRED_ADDRESSES } from "./retired-addresses";

/** Where the address stands. */
const IN_CONTAINER: FieldPath = ["image"];
const IN_VALUES: FieldPath = ["values"];
const IN_RELEASE: FieldPath = ["repository"];

export const retiredRegistry = guardrail({
  id: "supply-chain/retired-registry",
  title: "Images and charts come from where new ones are published",
  severity: "medium",
  why: "An old registry brings no security fix, and on the day it is switched off no new node can start the workload.",
  fix: "use the address that took its place",
  controls: { soc2: ["CC6.8"], iso27001: ["A.8.8"] },
  source: "Istio 1.31 upgrade notes; Kubernetes blog, 10 March 2023; bitnami/containers issue 83267",
  subject: "stack",
  check: (stack) => [
    ...stack.containers.flatMap(({ pod, at, image }) =>
      image === undefined ? [] : [on(pod.object, judge(image, [...at, ...IN_CONTAINER]))],
    ),
    ...stack.releases.flatMap((release) => [
      ...releaseImages(release).map(({ repository }) => on(release.resource, judge(repository, IN_VALUES))),
      on(release.resource, judge(String(release.resource.config["repository"]), IN_RELEASE)),
    ]),
  ],
  examples: () => {
    const chart = (repository: string) =>
      exampleOf(repository, "helm_release", { name: "it", chart: "app", repository });
    return {
      pass: [
        exampleContainer("an image", { image: "registry.k8s.io/pause:3.10" }),
        exampleContainer("a name that only looks alike", { image: "ghcr.io/o/bitnami/app:1" }),
        chart("oci://ghcr.io/istio/release/charts"),
      ],
      fail: [
        exampleContainer("an image", { image: "k8s.gcr.io/pause:3.1" }),
        chart("https://istio-release.storage.googleapis.com/charts"),
        exampleRelease("an image of a chart", "app", "1.2.3", {
          image: { registry: "docker.io", repository: "bitnami/postgresql", tag: "17.0.0" },
        }),
      ],
      notApplicable: [exampleOf("a bucket", "aws_s3_bucket", {})],
    };
  },
});

function judge(address: string, at: FieldPath): Judgement {
  const retired = RETIRED_ADDRESSES.find(({ prefix }) => address.startsWith(prefix));
  return retired === undefined ? PASS : fail(at, retired.successor, address);
}
