import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import { policyName } from "../../lib/guardrails/admission/admission-policy";
import { gatekeeperConstraint, gatekeeperTemplate } from "../../lib/guardrails/admission/gatekeeper-policies";
import { kyvernoException, kyvernoPolicy } from "../../lib/guardrails/admission/kyverno-policies";
import { refusedInJson, wholePods } from "./admission/asked-pods";
import { NAMESPACE, POLICIES } from "./admission/asking-server";

/*
 * The policies, asked by the programs that will ask them. Both are too large to be made for every run: name them in
 * PALISADE_KYVERNO (Kyverno's own command line, 1.19.0) and PALISADE_GATOR (Gatekeeper's, 3.23.0). Without a name the
 * tests are skipped with a notice. Kyverno takes minutes.
 */
const PROGRAMS = { kyverno: process.env["PALISADE_KYVERNO"], gator: process.env["PALISADE_GATOR"] };

/** The pods by name, and one that is let off what it breaks. */
const PODS = new Map(
  wholePods().map(({ annotations, spec }, index) => {
    const metadata = { name: `it-${index}`, namespace: NAMESPACE, annotations, labels: { app: "it" } };
    return [metadata.name, { apiVersion: "v1", kind: "Pod", metadata, spec }] as const;
  }),
);
const LET_OFF = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "let-off", namespace: NAMESPACE, labels: { app: "exporter" } },
  spec: { hostNetwork: true, containers: [{ name: "main", image: "registry.example.org/app:1.2.3" }] },
};
const EXCEPTION = {
  suppression: {
    rule: "kubernetes/host-network",
    scope: "test/exporter",
    reason: "reads counters of the node's network",
    owner: "platform",
    created: "2026-11-21",
    expires: "2999-12-31",
  },
  pods: { namespace: NAMESPACE, labels: { app: "exporter" } },
};

/** Ids of the rules that broke, by the name of the pod; those of nobody are there too. */
type Broken = ReadonlyMap<string, readonly string[]>;

const EXPECTED: Broken = new Map([
  ...[...PODS].map(([name, pod]) => [name, refusedInJson(pod)] as const),
  ["let-off", refusedInJson(LET_OFF).filter((id) => id !== EXCEPTION.suppression.rule)],
]);

function asked(program: string, words: readonly string[], files: Readonly<Record<string, readonly unknown[]>>): string {
  const folder = mkdtempSync(join(tmpdir(), "palisade-admission-"));
  try {
    for (const [name, objects] of Object.entries(files)) {
      writeFileSync(join(folder, name), objects.map((object) => JSON.stringify(object)).join("\n---\n"));
    }
    return execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
  } catch (fault) {
    // Both end with an error when a pod breaks a policy, after they said which.
    const said = textAt(fault, "stdout") ?? "";
    if (said === "") throw fault;
    return said;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function byPod(found: readonly (readonly [string, string])[]): Broken {
  const names = [...PODS.keys(), "let-off"];
  return new Map(
    names.map((name) => [name, found.flatMap(([pod, rule]) => (pod === name ? [rule] : [])).sort()] as const),
  );
}

function describeWith(program: string | undefined, title: string, body: (program: string) => void): void {
  if (program !== undefined) {
    describe(title, () => body(program));
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn(`skipped: "${title}": no program is named for it`);
  describe.skip(title, () => {
    it("waits for its program", () => undefined);
  });
}

describeWith(PROGRAMS.gator, "Gatekeeper's own program", (program) => {
  it("says of every pod what the rules say", () => {
    const exceptions = (id: string) => (id === EXCEPTION.suppression.rule ? [EXCEPTION] : []);
    const objects = [
      ...POLICIES.map((policy) => gatekeeperTemplate(policy, exceptions(policy.id))),
      ...POLICIES.map((policy) => gatekeeperConstraint(policy, "block", ["kube-system"])),
      ...PODS.values(),
      LET_OFF,
    ];
    const results = asList(
      JSON.parse(asked(program, ["test", "-f", "all.yaml", "-o", "json"], { "all.yaml": objects })),
    );
    const found = results.map((result) => {
      const annotations = recordAt(result, "constraint", "metadata", "annotations");
      const name = textAt(recordAt(result, "violatingObject", "metadata"), "name") ?? "";
      return [name, textAt(annotations, "palisade.dev/rule") ?? ""] as const;
    });
    expect(byPod(found)).toEqual(EXPECTED);
  });
});

describeWith(PROGRAMS.kyverno, "Kyverno's own program", (program) => {
  it("says of every pod what the rules say", () => {
    const said = asked(
      program,
      ["apply", "policies.yaml", "--resource", "pods.yaml", "--exception", "exceptions.yaml", "--policy-report"],
      {
        "policies.yaml": POLICIES.map((policy) => kyvernoPolicy(policy, "block", ["kube-system"])),
        "pods.yaml": [...PODS.values(), LET_OFF],
        "exceptions.yaml": [kyvernoException(EXCEPTION, "policies")],
      },
    );
    const results = reports(said).flatMap((report) => listAt(report, "results").filter(isJsonRecord));
    const rules = new Map(POLICIES.map((policy) => [policyName(policy), policy.id]));
    expect(results.filter(({ result }) => result === "error")).toEqual([]);
    const found = results.flatMap((result) =>
      result["result"] === "fail"
        ? listAt(result, "resources").map(
            (pod) => [textAt(pod, "name") ?? "", rules.get(textAt(result, "policy") ?? "") ?? ""] as const,
          )
        : [],
    );
    expect(byPod(found)).toEqual(EXPECTED);
  });
});

/** What stands between Kyverno's own words. */
function reports(said: string): readonly JsonRecord[] {
  return parseAllDocuments(said.slice(said.indexOf("apiVersion:")))
    .map((document): unknown => document.toJS())
    .filter(isJsonRecord);
}
