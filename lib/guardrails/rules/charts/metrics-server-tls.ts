import { asList } from "../../../core/json";
import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { fail, type Judgement } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

/** Arguments of the program: the chart's own, and those that are added. */
const ARGUMENTS = ["defaultArgs", "args"];
const UNCHECKED = "--kubelet-insecure-tls";

export const metricsServerTls = guardrail({
  id: "charts/metrics-server-tls",
  title: "The API server and metrics-server check whom they speak to",
  severity: "medium",
  why: "Whoever answers in its place tells the autoscalers what to do, and reads the requests that the API server hands on.",
  fix: "set apiService.insecureSkipTLSVerify to false and tls.type to helm or cert-manager, and remove --kubelet-insecure-tls",
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  source: "metrics-server 3.13.1, apiService.insecureSkipTLSVerify: true",
  subject: "release",
  charts: ["metrics-server"],
  check: ofOwnChart((release) => {
    const hasService = isOn(release, "apiService.create", true);
    return judgements(
      hasService === false ? undefined : expectValue(release, "apiService.insecureSkipTLSVerify").toBe(false),
      judgeArguments(release),
    );
  }),
  examples: () => {
    const checked = { apiService: { insecureSkipTLSVerify: false } };
    return {
      pass: [
        exampleRelease("a service that is checked", "metrics-server", "3.13.1", { ...checked, tls: { type: "helm" } }),
        exampleRelease("more arguments", "metrics-server", "3.13.1", { ...checked, args: ["--v=2"] }),
        exampleOnDesk("nodes of a desk, whose certificates nobody signs", "metrics-server", {
          ...checked,
          args: ["--kubelet-insecure-tls"],
        }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "metrics-server", "3.13.1", {}),
        exampleRelease("nodes that are not checked", "metrics-server", "3.13.1", {
          ...checked,
          args: ["--v=2", "--kubelet-insecure-tls"],
        }),
        exampleRelease("nodes that are not checked, otherwise written", "metrics-server", "3.13.1", {
          ...checked,
          defaultArgs: ["--kubelet-insecure-tls=true"],
        }),
        exampleRelease("nodes that are not checked, without a service", "metrics-server", "3.13.1", {
          apiService: { create: false },
          args: ["--kubelet-insecure-tls"],
        }),
      ],
      unknown: [exampleOpenRelease("metrics-server")],
      notApplicable: [
        exampleRelease("no service", "metrics-server", "3.13.1", { apiService: { create: false } }),
        exampleNamesake("metrics-server"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

function judgeArguments(release: ReleaseView): Judgement | undefined {
  if (isOnDesk(release)) return undefined;
  const found = ARGUMENTS.map((name) => read(release.values, [name]));
  const words = found.flatMap((reading) => (reading.state === "known" ? asList(reading.value) : []));
  const unchecked = words.find((word) => word === UNCHECKED || word === `${UNCHECKED}=true`);
  return unchecked === undefined ? undefined : fail(["args"], `no ${UNCHECKED}`, unchecked);
}
