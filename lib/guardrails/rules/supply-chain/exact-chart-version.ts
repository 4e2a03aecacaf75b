import { holdsReference } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds, unknown } from "../../verdict";

/** One version and no range (source: Semantic Versioning 2.0.0; charts may have a `v` before it). */
const EXACT = /^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/;

export const exactChartVersion = guardrail({
  id: "supply-chain/exact-chart-version",
  title: "Every release names one version of its chart",
  severity: "medium",
  why: "Without a version the next apply, for whatever reason it is run, brings in the newest chart with it.",
  fix: "set version to one version, such as 88.5.3",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: "hashicorp/helm documentation, helm_release: without version the latest is installed",
  subject: "release",
  check: ({ version, resource }) => {
    // A chart in a folder has its version in there.
    const chart = String(resource.config["chart"]);
    if (/^[./]/.test(chart)) return undefined;
    if (holdsReference(version)) return unknown(["version"]);
    return holds(EXACT.test(version), () => fail([], "one version", version));
  },
  examples: () => {
    const release = (says: string, version?: string, chart = "app") =>
      exampleOf(says, "helm_release", { name: "it", chart, ...(version === undefined ? {} : { version }) });
    return {
      pass: [
        release("a version", "1.2.3"),
        release("a version with a v", "v1.2.3"),
        release("a candidate", "1.2.3-rc.1"),
      ],
      fail: [
        release("no version"),
        release("a range", "^1.2.3"),
        release("a part", "1.2"),
        release("any", "1.2.x"),
        release("two", "1.2.3 || 2.0.0"),
      ],
      unknown: [release("a version from elsewhere", "$" + "{var.version}")],
      notApplicable: [
        release("a chart in a folder", undefined, "./charts/app"),
        release("another", undefined, "/charts/app"),
      ],
    };
  },
});
