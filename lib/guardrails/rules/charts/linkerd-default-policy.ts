import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";

/** What Linkerd calls those who show a certificate of the mesh, and nobody at all. */
const CLOSED = ["all-authenticated", "cluster-authenticated", "deny"];

export const linkerdDefaultPolicy = guardrail({
  id: "charts/linkerd-default-policy",
  title: "Linkerd lets in who shows who they are",
  severity: "medium",
  why: "By default a pod in the mesh takes whatever comes, encrypted or not, from anybody: its certificates protect nothing.",
  fix: "set proxy.defaultInboundPolicy to cluster-authenticated or deny, and allow the rest with a Server and an AuthorizationPolicy",
  controls: { nist: ["AC-3", "SC-8"] },
  source: "linkerd-control-plane 2026.8.3, proxy.defaultInboundPolicy: all-unauthenticated",
  subject: "release",
  charts: ["linkerd-control-plane"],
  check: (release) => expectValue(release, "proxy.defaultInboundPolicy").toBe(CLOSED),
  examples: () => {
    const policy = (says: string, defaultInboundPolicy: string) =>
      exampleRelease(says, "linkerd-control-plane", "2026.8.3", { proxy: { defaultInboundPolicy } });
    return {
      pass: [
        policy("whoever is in a mesh", "all-authenticated"),
        policy("whoever is in this cluster's", "cluster-authenticated"),
        policy("nobody", "deny"),
      ],
      fail: [
        exampleRelease("the chart as it comes", "linkerd-control-plane", "2026.8.3", {}),
        policy("everybody in the cluster", "cluster-unauthenticated"),
      ],
      unknown: [policy("a choice from elsewhere", "$" + "{var.policy}"), exampleOpenRelease("linkerd-control-plane")],
      notApplicable: [exampleRelease("another chart", "linkerd-crds", "2026.8.3", {})],
    };
  },
});
