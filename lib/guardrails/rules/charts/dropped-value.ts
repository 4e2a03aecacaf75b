import { asText } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { type FieldPath, fail, type Judgement, PASS } from "../../verdict";
import { majorOf } from "./chart-values";

/** A value that a chart no longer takes, and passes over without a word. */
interface DroppedValue {
  /** First number of the version that dropped it. */
  readonly since: number;
  /** Where it stood. */
  readonly at: FieldPath;
  /** What dropped there, where other values still hold. @default - whatever stands there */
  readonly values?: readonly string[];
  /** What to do instead. */
  readonly instead: string;
}

const NOT_INTERNAL: DroppedValue = {
  since: 0,
  at: ["_internal_defaults_do_not_set"],
  instead: "the values themselves, without that name before them",
};

/** Dropped values by chart. Sources: the charts' values at the versions that `source` names. */
const DROPPED: Readonly<Record<string, readonly DroppedValue[]>> = {
  base: [NOT_INTERNAL],
  cni: [NOT_INTERNAL],
  falco: [
    { since: 9, at: ["falco", "grpc"], instead: "falco.http_output, or falcosidekick" },
    { since: 9, at: ["falco", "grpc_output"], instead: "falco.http_output, or falcosidekick" },
    { since: 9, at: ["driver", "kind"], values: ["ebpf", "gvisor"], instead: "modern_ebpf" },
  ],
  gateway: [NOT_INTERNAL],
  istiod: [NOT_INTERNAL],
  "tempo-distributed": [{ since: 3, at: ["minio"], instead: "storage.trace with a bucket, and ingest.kafka" }],
  "vault-secrets-operator": [
    { since: 2, at: ["controller", "kubeRbacProxy"], instead: "nothing: the operator guards its metrics itself" },
  ],
  ztunnel: [NOT_INTERNAL],
};

export const droppedValue = guardrail({
  id: "charts/dropped-value",
  title: "No value is set that the chart no longer takes",
  severity: "medium",
  why: "The chart passes over it without a word: what it was to switch on is off, an alert that goes nowhere for one.",
  fix: "remove the value, and set what took its place",
  controls: { nist: ["CM-6"] },
  source: "falco 9.1.0, tempo-distributed 3.3.0, Istio 1.30.3, release notes of Vault Secrets Operator 2.0.0",
  subject: "release",
  charts: Object.keys(DROPPED),
  check: (release) => {
    const major = majorOf(release);
    if (major === undefined) return undefined;
    const dropped = (DROPPED[release.chart] ?? []).filter(({ since }) => major >= since);
    return dropped.map((value) => judge(release, value));
  },
  examples: () => {
    const falco = (says: string, values: object) => exampleRelease(says, "falco", "9.1.0", { ...values });
    const proxy = { controller: { kubeRbacProxy: { image: { tag: "v0.18.1" } } } };
    const internal = { _internal_defaults_do_not_set: { pilot: { replicaCount: 2 } } };
    return {
      pass: [
        falco("what it takes", { driver: { kind: "modern_ebpf" }, falco: { http_output: { enabled: true } } }),
        exampleRelease("values at the top", "istiod", "1.30.3", { replicaCount: 2 }),
      ],
      fail: [
        falco("an output that is gone", { falco: { grpc_output: { enabled: true } } }),
        falco("a server that is gone", { falco: { grpc: { enabled: true } } }),
        falco("a driver that is gone", { driver: { kind: "ebpf" } }),
        exampleRelease("a store that is gone", "tempo-distributed", "3.0.0", { minio: { enabled: true } }),
        exampleRelease("a proxy that is gone", "vault-secrets-operator", "2.0.0", proxy),
        exampleRelease("values under a name of the chart's own", "istiod", "1.30.3", internal),
        exampleRelease("the same elsewhere", "ztunnel", "0.1.0", internal),
      ],
      notApplicable: [
        exampleRelease("a version that takes it", "falco", "8.2.0", { falco: { grpc: { enabled: true } } }),
        exampleRelease("a proxy that is there", "vault-secrets-operator", "1.4.1", proxy),
        exampleRelease("a version from elsewhere", "falco", "$" + "{var.version}", { falco: { grpc: {} } }),
        exampleRelease("another chart", "app", "9.1.0", internal),
      ],
    };
  },
});

function judge({ values }: ReleaseView, { at, values: dropped, instead }: DroppedValue): Judgement {
  const found = read(values, at);
  if (found.state === "absent") return PASS;
  const isDropped = dropped === undefined || (found.state === "known" && dropped.includes(asText(found.value)));
  return isDropped ? fail(at, instead) : PASS;
}
