import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const kyvernoExceptions = guardrail({
  id: "charts/kyverno-exceptions",
  title: "Exceptions to Kyverno's policies come from one namespace",
  severity: "medium",
  why: "Where every namespace may hold one, whoever may write an object there lets their own pods off every policy.",
  fix: "set features.policyExceptions.namespace to a namespace that only those write to who may grant exceptions",
  controls: { nist: ["AC-6", "CM-3"] },
  source: "kyverno 3.9.0, features.policyExceptions.namespace",
  subject: "release",
  charts: ["kyverno"],
  check: ofOwnChart((release) => {
    if (isOn(release, "features.policyExceptions.enabled", false) === false) return undefined;
    return expectValue(release, "features.policyExceptions.namespace").toSatisfy(
      (namespace) => namespace !== "" && namespace !== "*",
      "the name of one namespace",
    );
  }),
  examples: () => {
    const exceptions = (says: string, policyExceptions: object) =>
      exampleRelease(says, "kyverno", "3.9.0", { features: { policyExceptions } });
    return {
      pass: [exceptions("one namespace", { enabled: true, namespace: "policies" })],
      fail: [
        exceptions("none said", { enabled: true }),
        exceptions("an empty name", { enabled: true, namespace: "" }),
        exceptions("every namespace", { enabled: true, namespace: "*" }),
      ],
      unknown: [
        exceptions("a namespace from elsewhere", { enabled: true, namespace: "$" + "{var.namespace}" }),
        exampleOpenRelease("kyverno"),
      ],
      notApplicable: [
        exampleRelease("the chart as it comes", "kyverno", "3.9.0", {}),
        exceptions("no exceptions", { enabled: false, namespace: "*" }),
        exampleNamesake("kyverno", { features: { policyExceptions: { enabled: true } } }),
        exampleRelease("another chart", "app", "1.2.3", { features: { policyExceptions: { enabled: true } } }),
      ],
    };
  },
});
