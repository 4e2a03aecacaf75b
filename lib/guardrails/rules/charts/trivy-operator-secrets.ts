import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const trivyOperatorSecrets = guardrail({
  id: "charts/trivy-operator-secrets",
  title: "The scanner of images reads no Secrets of others",
  severity: "medium",
  why: "It may read every Secret of every namespace, keys of signers among them, to find the passwords of registries.",
  fix: "set operator.accessGlobalSecretsAndServiceAccount to false, and name the registries' Secrets where they are needed",
  controls: { soc2: ["CC6.3"], nist: ["AC-6"] },
  source: "trivy-operator 0.34.0, operator.accessGlobalSecretsAndServiceAccount: true",
  subject: "release",
  charts: ["trivy-operator"],
  check: ofOwnChart((release) => expectValue(release, "operator.accessGlobalSecretsAndServiceAccount").toBe(false)),
  examples: () => {
    const access = (says: string, accessGlobalSecretsAndServiceAccount: unknown) =>
      exampleRelease(says, "trivy-operator", "0.34.0", { operator: { accessGlobalSecretsAndServiceAccount } });
    return {
      pass: [access("none", false)],
      fail: [exampleRelease("the chart as it comes", "trivy-operator", "0.34.0", {}), access("all of them", true)],
      unknown: [access("a switch from elsewhere", "$" + "{var.all}"), exampleOpenRelease("trivy-operator")],
      notApplicable: [exampleNamesake("trivy-operator"), exampleRelease("another chart", "app", "1.2.3", {})],
    };
  },
});
