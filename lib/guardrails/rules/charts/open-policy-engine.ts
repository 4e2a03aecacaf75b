import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import type { WhenAbsent } from "../../values";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { ofOwnChart } from "./own-charts";

/** A value by which a policy engine lets through what it did not see. */
interface Opening {
  readonly at: string;
  readonly refused: unknown;
  readonly byDefault: WhenAbsent;
}

const OPENINGS: Readonly<Record<string, Opening>> = {
  gatekeeper: { at: "validatingWebhookFailurePolicy", refused: "Ignore", byDefault: "fail" },
  kyverno: { at: "features.forceFailurePolicyIgnore.enabled", refused: true, byDefault: "pass" },
  "kyverno-policies": { at: "failurePolicy", refused: "Ignore", byDefault: "pass" },
  "policy-controller": { at: "webhook.failurePolicy", refused: "Ignore", byDefault: "pass" },
};

export const openPolicyEngine = guardrail({
  id: "charts/open-policy-engine",
  title: "A policy engine that is away lets nothing in",
  severity: "high",
  why: "Whoever stops the engine, or waits until it restarts, gets everything past it, and nobody hears of that.",
  fix: "set Gatekeeper's validatingWebhookFailurePolicy to Fail, and leave Kyverno's features.forceFailurePolicyIgnore off",
  aliases: ["C-0036"],
  source: "gatekeeper 3.23.0, kyverno and kyverno-policies 3.9.0, policy-controller 0.10.6: the charts' values",
  subject: "release",
  charts: Object.keys(OPENINGS),
  check: ofOwnChart((release) => {
    const opening = OPENINGS[release.chart];
    return opening && expectValue(release, opening.at).notToBe(opening.refused, opening.byDefault);
  }),
  examples: () => {
    const ignoring = { failurePolicy: "Ignore" };
    return {
      pass: [
        exampleRelease("Gatekeeper that refuses", "gatekeeper", "3.23.0", { validatingWebhookFailurePolicy: "Fail" }),
        exampleRelease("Kyverno as it comes", "kyverno", "3.9.0", {}),
        exampleRelease("policies as they come", "kyverno-policies", "3.9.0", {}),
        exampleRelease("checks of signatures as they come", "policy-controller", "0.10.6", {}),
      ],
      fail: [
        exampleRelease("Gatekeeper as it comes", "gatekeeper", "3.23.0", {}),
        exampleRelease("Gatekeeper that lets in", "gatekeeper", "3.23.0", { validatingWebhookFailurePolicy: "Ignore" }),
        exampleRelease("Kyverno that lets in", "kyverno", "3.9.0", {
          features: { forceFailurePolicyIgnore: { enabled: true } },
        }),
        exampleRelease("policies that let in", "kyverno-policies", "3.9.0", ignoring),
        exampleRelease("checks of signatures that let in", "policy-controller", "0.10.6", { webhook: ignoring }),
      ],
      unknown: [exampleOpenRelease("gatekeeper"), exampleOpenRelease("kyverno")],
      notApplicable: [exampleRelease("another chart", "app", "1.2.3", ignoring), exampleNamesake("gatekeeper")],
    };
  },
});
