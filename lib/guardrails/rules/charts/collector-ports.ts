import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { ofOwnChart } from "./own-charts";

/** Ports of older protocols that the chart opens where nothing is said. */
const PORTS = ["jaeger-compact", "jaeger-thrift", "jaeger-grpc", "zipkin"];

export const collectorPorts = guardrail({
  id: "charts/collector-ports",
  title: "A collector opens the ports that somebody wants",
  severity: "low",
  why: "Its ports for Jaeger and Zipkin ask nobody who they are, and as a DaemonSet it opens them on every node.",
  fix: "set enabled to false at ports.jaeger-compact, jaeger-thrift, jaeger-grpc and zipkin, or to true where it is used",
  controls: { soc2: ["CC6.6"], nist: ["CM-7"] },
  source: "opentelemetry-collector 0.170.0, ports",
  subject: "release",
  charts: ["opentelemetry-collector"],
  check: ofOwnChart(({ values, isPartial }) => {
    const at = ["ports"];
    if (read(values, at).state === "unknown") return unknown(at);
    // Who says that one is open wants it.
    const untold = PORTS.filter((port) => read(values, ["ports", port, "enabled"]).state === "absent");
    if (untold.length === 0) return PASS;
    return isPartial ? unknown(at) : fail(at, `enabled: false, or true where it is used, at ${untold.join(", ")}`);
  }),
  examples: () => {
    const release = (says: string, ports: unknown) =>
      exampleRelease(says, "opentelemetry-collector", "0.170.0", { mode: "deployment", ports });
    const closed = Object.fromEntries(PORTS.map((port) => [port, { enabled: false }]));
    return {
      pass: [release("closed ones", closed), release("one that is wanted", { ...closed, zipkin: { enabled: true } })],
      fail: [
        exampleRelease("the chart as it comes", "opentelemetry-collector", "0.170.0", {}),
        release("one that is left", { ...closed, zipkin: {} }),
      ],
      unknown: [release("ports from elsewhere", "$" + "{var.ports}"), exampleOpenRelease("opentelemetry-collector")],
      notApplicable: [
        exampleNamesake("opentelemetry-collector"),
        exampleRelease("another chart", "opentelemetry-operator", "0.122.0", {}),
      ],
    };
  },
});
