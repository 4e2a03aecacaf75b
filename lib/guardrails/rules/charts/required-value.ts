import { asText, recordAt } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { type Judgement, PASS } from "../../verdict";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { ofOwnChart } from "./own-charts";

/** A value without which a chart does not install, or installs something that does not start. */
interface Requirement {
  readonly at: string;
  readonly expected: string;
  /** Another value under which the chart is told the same, when its text has a word in it. @default - none */
  readonly otherwise?: { readonly at: readonly [string, string]; readonly word: string };
}

/** Sources: the values of the charts at the versions of `source` below, where each of these is empty. */
const REQUIREMENTS: Readonly<Record<string, readonly Requirement[]>> = {
  "agent-sandbox": [{ at: "image.tag", expected: "a version of the controller" }],
  karpenter: [
    {
      at: "settings.clusterName",
      expected: "the name of the cluster",
      otherwise: { at: ["controller", "env"], word: "CLUSTER_NAME" },
    },
  ],
  "linkerd-control-plane": [
    {
      at: "identityTrustAnchorsPEM",
      expected: "the certificate that all of the mesh trusts",
      otherwise: { at: ["identity", "externalCA"], word: "true" },
    },
  ],
  "opentelemetry-collector": [
    { at: "mode", expected: "deployment, daemonset or statefulset" },
    { at: "image.repository", expected: "one of the collector's images" },
  ],
};

export const requiredValue = guardrail({
  id: "charts/required-value",
  title: "Every value that a chart cannot do without is set",
  severity: "medium",
  why: "The install fails on its way, or what it installs never starts, and the apply stops half done.",
  fix: "set the value",
  source: "agent-sandbox 0.1.0, karpenter 1.14.1, linkerd-control-plane 2026.8.3, opentelemetry-collector 0.170.0",
  subject: "release",
  charts: Object.keys(REQUIREMENTS),
  check: ofOwnChart((release) => (REQUIREMENTS[release.chart] ?? []).map((requirement) => judge(release, requirement))),
  examples: () => {
    const collector = (says: string, values: object) =>
      exampleRelease(says, "opentelemetry-collector", "0.170.0", { ...values });
    const image = { repository: "otel/opentelemetry-collector-k8s" };
    return {
      pass: [
        collector("a mode and an image", { mode: "deployment", image }),
        exampleRelease("a cluster", "karpenter", "1.14.1", { settings: { clusterName: "prod" } }),
        exampleRelease("a cluster from elsewhere", "karpenter", "1.14.1", {
          settings: { clusterName: "$" + "{aws_eks_cluster.it.name}" },
        }),
        exampleRelease("a cluster as a variable", "karpenter", "1.14.1", {
          controller: { env: [{ name: "CLUSTER_NAME", value: "prod" }] },
        }),
        exampleRelease("an image", "agent-sandbox", "0.1.0", { image: { tag: "v0.5.6" } }),
        exampleRelease("a certificate", "linkerd-control-plane", "2026.8.3", { identityTrustAnchorsPEM: "PEM" }),
        exampleRelease("certificates of somebody else's", "linkerd-control-plane", "2026.8.3", {
          identity: { externalCA: true },
        }),
      ],
      fail: [
        exampleRelease("a collector as it comes", "opentelemetry-collector", "0.170.0", {}),
        collector("no image", { mode: "daemonset" }),
        collector("no mode", { mode: "", image }),
        exampleRelease("no cluster", "karpenter", "1.14.1", { controller: { env: [{ name: "AWS_REGION" }] } }),
        exampleRelease("no image", "agent-sandbox", "0.1.0", {}),
        exampleRelease("no certificate", "linkerd-control-plane", "2026.8.3", { identity: { externalCA: false } }),
      ],
      unknown: [exampleOpenRelease("opentelemetry-collector")],
      notApplicable: [exampleRelease("another chart", "app", "1.2.3", {}), exampleNamesake("karpenter")],
    };
  },
});

function judge(release: ReleaseView, { at, expected, otherwise }: Requirement): Judgement {
  if (otherwise === undefined) return expectValue(release, at).toStand(expected);
  const [outer, inner] = otherwise.at;
  const text = asText(recordAt(release.values, outer)[inner] ?? "");
  return text.includes(otherwise.word) ? PASS : expectValue(release, at).toStand(expected);
}
