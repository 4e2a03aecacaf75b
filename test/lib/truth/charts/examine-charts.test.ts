import fc from "fast-check";
import type { JsonRecord } from "../../../../lib/core/json";
import { Examination } from "../../../../lib/truth";
import { examineCharts } from "../../../../lib/truth/charts/examine-charts";
import { examine, messages, resource, STACK } from "./support/release";

describe("the chart of a release", () => {
  const wrong = { values: ['{"nonsense":1,"map":{"a":[],"b":{}}}'] };

  it("of a version that the catalogue does not know is not checked, and a note says which it knows", () => {
    const { problems, notes, facts } = examine({ ...STACK, ...wrong, version: "87.0.0" });
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      {
        where: "dev-monitoring/platform/chart",
        what: "the values of the chart kube-prometheus-stack 87.0.0 are not checked, since the catalogue does not know this version",
        lines: ["the catalogue knows kube-prometheus-stack 88.5.3"],
      },
    ]);
    expect(facts.map(({ of, name, checked }) => [of, name, checked])).toEqual([
      ["chart kube-prometheus-stack 87.0.0", "nonsense", false],
      ["chart kube-prometheus-stack 87.0.0", "map.a", false],
      ["chart kube-prometheus-stack 87.0.0", "map.b", false],
    ]);
  });

  it("that the catalogue does not have is not checked", () => {
    const { problems, notes, facts } = examine({ ...STACK, ...wrong, chart: "gateway" });
    expect([problems, notes, facts.some(({ checked }) => checked)]).toEqual([[], [], false]);
  });

  it.each([
    ["a mirror", { repository: "https://mirror.example.org/charts" }],
    ["an OCI registry", { chart: "oci://mirror.example.org/charts/kube-prometheus-stack", repository: undefined }],
    ["a folder", { chart: "./vendor/kube-prometheus-stack", repository: undefined }],
    ["a version with a v in front", { version: "v88.5.3" }],
  ])("is known from %s too", (_, change) => {
    expect(messages({ ...STACK, ...wrong, ...change })).toHaveLength(2);
  });

  it("is another one at another address and another version", () => {
    const other = examine({ ...STACK, ...wrong, repository: "https://charts.example.org", version: "1.0.0" });
    expect([other.problems, other.notes]).toEqual([[], []]);
  });

  it("that hands Palisade's manifests through is left to those who know them", () => {
    expect(examine({ ...wrong, chart: "./assets/manifest-chart/0123" }).facts).toEqual([]);
  });

  it("is looked at in releases alone", () => {
    const examination = new Examination();
    examineCharts({ ...resource({ ...STACK, ...wrong }), type: "helm_template", mode: "data" }, examination);
    expect(examination.facts).toEqual([]);
  });

  it("makes nothing throw, however odd the release is", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), fc.jsonValue(), (text, set, own) => {
        const given: unknown = set;
        const config: JsonRecord = { ...STACK, values: [text, given], set: given, set_list: [given] };
        expect(() => examine(config, { ownKeys: own, knownValues: own })).not.toThrow();
      }),
    );
  });
});
