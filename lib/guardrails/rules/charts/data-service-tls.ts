import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const dataServiceTls = guardrail({
  id: "charts/data-service-tls",
  title: "Valkey and NATS speak TLS",
  severity: "medium",
  why: "Passwords, messages and cached answers cross the network of the nodes in clear.",
  fix: "set tls.enabled of Valkey, or config.nats.tls.enabled and config.cluster.tls.enabled of NATS, with a Secret of certificates",
  controls: { pci: ["4.2.1", "2.2.7"], nist: ["SC-8"] },
  source:
    "valkey 0.11.0, tls.enabled: false; nats 2.14.2, config.nats.tls.enabled and config.cluster.tls.enabled: false",
  subject: "release",
  charts: ["valkey", "nats"],
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    if (release.chart === "valkey") return expectValue(release, "tls.enabled").toBe(true);
    const isAlone = isOn(release, "config.cluster.enabled", false) === false;
    return judgements(
      expectValue(release, "config.nats.tls.enabled").toBe(true),
      isAlone ? undefined : expectValue(release, "config.cluster.tls.enabled").toBe(true),
    );
  }),
  examples: () => {
    const tls = { enabled: true };
    const nats = (says: string, config: object) => exampleRelease(says, "nats", "2.14.2", { config });
    return {
      pass: [
        exampleRelease("Valkey with certificates", "valkey", "0.11.0", { tls }),
        nats("one server with certificates", { nats: { tls } }),
        nats("several servers with certificates", { nats: { tls }, cluster: { enabled: true, tls } }),
      ],
      fail: [
        exampleRelease("Valkey as it comes", "valkey", "0.11.0", {}),
        exampleRelease("NATS as it comes", "nats", "2.14.2", {}),
        nats("several servers with certificates for callers alone", { nats: { tls }, cluster: { enabled: true } }),
        nats("several servers with certificates for each other alone", { cluster: { enabled: true, tls } }),
      ],
      unknown: [exampleOpenRelease("valkey"), exampleOpenRelease("nats")],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "valkey", {}),
        exampleNamesake("nats"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});
