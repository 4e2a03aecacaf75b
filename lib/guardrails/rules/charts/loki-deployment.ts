import { isJsonRecord } from "../../../core/json";
import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleOnDesk } from "./chart-examples";
import { expectValue, isOn, majorOf } from "./chart-values";

/** First version of the chart that has one mode by default, and the pods of another. */
const SINCE = 18;

export const lokiDeployment = guardrail({
  id: "charts/loki-deployment",
  title: "Loki's chart is told which pods to run, and how logs are stored",
  severity: "medium",
  why: "As it comes the chart has a mode with no pod in it and pods of another mode, and the install fails or takes no logs in.",
  fix: "set loki.schemaConfig, deploymentMode, and the replicas of that mode: singleBinary.replicas 1 and write, read and backend 0 for Monolithic",
  source:
    "loki 18.11.0: deploymentMode Monolithic, singleBinary.replicas 0, write.replicas 3, schemaConfig empty, minio refused",
  subject: "release",
  charts: ["loki"],
  check: (release) => {
    const major = majorOf(release);
    if (major === undefined || major < SINCE) return undefined;
    return [...judgeSchema(release), ...judgeMode(release), ...judgeMinio(release)];
  },
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "loki", "18.11.0", { ...values });
    const loki = { schemaConfig: { configs: [{ from: "2026-01-01", store: "tsdb" }] } };
    const one = { singleBinary: { replicas: 1 }, write: { replicas: 0 } };
    return {
      pass: [
        release("one pod for all", { loki, deploymentMode: "Monolithic", ...one }),
        release("one pod for all, as the chart has it", { loki, ...one }),
        release("a pod for each task", { loki, deploymentMode: "Distributed" }),
        release("a store for tests, which is said", { loki: { useTestSchema: true }, ...one }),
        release("a store in the cluster, on one's own account", {
          loki,
          ...one,
          minio: { enabled: true },
          ignoreMinioDeprecation: true,
        }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "loki", "18.11.0", {}),
        release("no pod", { loki, write: { replicas: 0 } }),
        release("no pod, which is said", { loki, singleBinary: { replicas: 0 }, write: { replicas: 0 } }),
        release("no pod of the mode that is said", { loki, deploymentMode: "Monolithic", write: { replicas: 0 } }),
        release("pods of two modes", { loki, singleBinary: { replicas: 1 } }),
        release("pods of two modes, which is said", { loki, singleBinary: { replicas: 1 }, write: { replicas: 1 } }),
        release("no schema", { ...one }),
        release("an empty schema", { loki: { schemaConfig: {} }, ...one }),
        release("a store in the cluster", { loki, ...one, minio: { enabled: true } }),
      ],
      unknown: [
        release("a mode from elsewhere", { loki, deploymentMode: "$" + "{var.mode}" }),
        release("a schema from elsewhere", { loki: { schemaConfig: "$" + "{var.schema}" }, ...one }),
      ],
      notApplicable: [
        exampleRelease("an older chart", "loki", "6.30.0", {}),
        exampleOnDesk("a chart before that", "loki", {}),
        exampleRelease("another chart", "app", "18.0.0", {}),
      ],
    };
  },
});

function judgeSchema(release: ReleaseView): readonly Judgement[] {
  if (isOn(release, "loki.useTestSchema", false) === true) return [PASS];
  const isFilled = (value: unknown): boolean => isJsonRecord(value) && Object.keys(value).length > 0;
  return judgements(
    expectValue(release, "loki.schemaConfig").toSatisfy(isFilled, "how logs are stored, from which day on"),
  );
}

function judgeMode(release: ReleaseView): readonly Judgement[] {
  const mode = read(release.values, ["deploymentMode"]);
  if (mode.state === "known" && mode.value !== "Monolithic") return [];
  if (mode.state === "unknown") return [unknown(["deploymentMode"])];
  return judgements(
    expectValue(release, "singleBinary.replicas").toBeAtLeast(1, "pod"),
    expectValue(release, "write.replicas").toBeAtMost(0, "pods of another mode"),
  );
}

function judgeMinio(release: ReleaseView): readonly Judgement[] {
  if (isOn(release, "minio.enabled", false) !== true) return [];
  return isOn(release, "ignoreMinioDeprecation", false) === true ? [] : [fail(["minio", "enabled"], "false", true)];
}
