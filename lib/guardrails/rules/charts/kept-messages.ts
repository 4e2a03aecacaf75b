import { asText } from "../../../core/json";
import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { type Judgement, unknown } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

/** By which Valkey is told to write what it holds to its disk. */
const WRITES = /^[ \t]*(?:appendonly\s+yes|save\s+\d)/m;

export const keptMessages = guardrail({
  id: "charts/kept-messages",
  title: "What NATS and Valkey are told to keep, they keep",
  severity: "medium",
  why: "Streams on one server, and files on a disk that goes with the pod, are gone at the next restart of a node.",
  fix: "set config.cluster.enabled of NATS beside config.jetstream.enabled, and dataStorage.enabled of Valkey",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.13", "A.8.14"] },
  source: "nats 2.14.2, config.cluster.enabled: false; valkey 0.11.0, dataStorage.enabled: false",
  subject: "release",
  charts: ["nats", "valkey"],
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    return release.chart === "nats" ? judgeStreams(release) : judgeStore(release);
  }),
  examples: () => {
    const nats = (says: string, config: object) => exampleRelease(says, "nats", "2.14.2", { config });
    const valkey = (says: string, values: object) => exampleRelease(says, "valkey", "0.11.0", { ...values });
    const jetstream = { enabled: true };
    const cluster = { enabled: true };
    const fileStore = (enabled: unknown) => ({ ...jetstream, fileStore: { pvc: { enabled } } });
    const openCluster = "$" + "{var.on}";
    return {
      pass: [
        nats("streams on several servers", { jetstream, cluster }),
        nats("streams on volumes", { jetstream: fileStore(true), cluster }),
        nats("streams in memory, which is said", {
          jetstream: { ...jetstream, fileStore: { enabled: false, pvc: { enabled: false } } },
          cluster,
        }),
        valkey("a store with a volume", { valkeyConfig: "appendonly yes", dataStorage: { enabled: true } }),
      ],
      fail: [
        nats("streams on one server", { jetstream }),
        nats("streams on disks that go with the pod", { jetstream: fileStore(false), cluster }),
        valkey("a store without a volume", { valkeyConfig: "maxmemory 1gb\nappendonly yes" }),
        valkey("copies without a volume", { valkeyConfig: "save 60 1000", dataStorage: { enabled: false } }),
      ],
      unknown: [
        exampleOpenRelease("nats"),
        exampleOpenRelease("valkey", { valkeyConfig: "appendonly yes" }),
        nats("as many servers as are told elsewhere", { jetstream, cluster: { enabled: openCluster } }),
      ],
      notApplicable: [
        exampleRelease("messages that nobody keeps", "nats", "2.14.2", {}),
        exampleRelease("a cache", "valkey", "0.11.0", {}),
        valkey("a cache that says so", { valkeyConfig: 'appendonly no\nsave ""' }),
        valkey("copies on a volume of its replicas", { valkeyConfig: "appendonly yes", replica: { enabled: true } }),
        exampleOnDesk("a cluster on a desk", "nats", { config: { jetstream } }),
        exampleNamesake("nats", { config: { jetstream } }),
        exampleRelease("another chart", "app", "1.2.3", { valkeyConfig: "appendonly yes" }),
      ],
    };
  },
});

function judgeStreams(release: ReleaseView): Judgement | readonly Judgement[] | undefined {
  const keeps = isOn(release, "config.jetstream.enabled", false);
  if (keeps === undefined) return unknown(["config", "jetstream", "enabled"]);
  if (!keeps) return undefined;
  const isInMemory = isOn(release, "config.jetstream.fileStore.enabled", true) === false;
  return judgements(
    expectValue(release, "config.cluster.enabled").toBe(true),
    isInMemory ? undefined : expectValue(release, "config.jetstream.fileStore.pvc.enabled").toBe(true, "pass"),
  );
}

function judgeStore(release: ReleaseView): Judgement | undefined {
  if (!WRITES.test(asText(release.values["valkeyConfig"] ?? ""))) return undefined;
  // Replicas have volumes of their own.
  if (isOn(release, "replica.enabled", false) === true) return undefined;
  return expectValue(release, "dataStorage.enabled").toBe(true);
}
