import { GUARDED_PROGRAMS } from "../../../lib/catalogue/runtime/guarded-programs";
import { REDACTIONS } from "../../../lib/render/tetragon-export";
import { TETRAGON_RULES, type TetragonRule, tetragonPolicies } from "../../../lib/render/tetragon-policies";
import type { Json } from "../../support/synth";

const file = { index: 0, type: "file" };

const policies = tetragonPolicies({ programs: GUARDED_PROGRAMS, kills: [] });

/** RE2's `(?i)` at the start is a flag here. */
function redacted(text: string): string {
  return REDACTIONS.reduce((current, pattern) => {
    const flags = pattern.startsWith("(?i)") ? "gi" : "g";
    const expression = new RegExp(pattern.replace("(?i)", ""), flags);
    return current.replaceAll(expression, (whole: string, group: string) => whole.replace(group, "*****"));
  }, text);
}

test("every rule has a policy, and every policy a name that Kubernetes takes", () => {
  for (const rule of TETRAGON_RULES) {
    expect(policies.some(({ metadata }) => metadata.name.startsWith(`palisade-${rule}-`))).toBe(true);
  }
  for (const { metadata } of policies) expect(metadata.name).toMatch(/^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/);
  expect(new Set(policies.map(({ metadata }) => metadata.name)).size).toBe(policies.length);
});

test("a hook has at most five selectors, which is all that Tetragon takes", () => {
  for (const { spec } of policies) {
    const probes = Array.isArray(spec["kprobes"]) ? spec["kprobes"] : [];
    expect(probes.length).toBeGreaterThan(0);
    for (const { selectors } of probes) expect(selectors.length).toBeLessThanOrEqual(5);
  }
});

/** Hooks of a policy by their calls. */
function hooksOf(name: string, kills: readonly TetragonRule[] = []): Readonly<Record<string, Json>> {
  const made = tetragonPolicies({ programs: GUARDED_PROGRAMS, kills });
  const found = made.find(({ metadata }) => metadata.name === name);
  const probes = found?.spec["kprobes"];
  return Object.fromEntries((Array.isArray(probes) ? probes : []).map((probe: Json) => [probe.call, probe]));
}

test("keys are not read by a mapping either, which no system call follows", () => {
  const hooks = hooksOf("palisade-key-files-web3signer-eth2");
  expect(Object.keys(hooks)).toEqual(["security_file_permission", "security_mmap_file"]);
  const [byCall, byMapping] = Object.values(hooks).map(({ selectors }) => selectors[0]);
  expect(byCall.matchArgs[1]).toEqual({ index: 1, operator: "Equal", values: ["4"] });
  expect(byMapping).toEqual({
    ...byCall,
    matchArgs: [byCall.matchArgs[0], { index: 1, operator: "Mask", values: ["1"] }],
  });
});

test("programs are neither written, mapped to be written, nor cut off, on kernels before and since 6.2", () => {
  const hooks = hooksOf("palisade-written-program-all", ["written-program"]);
  expect(Object.values(hooks).map(({ args, call, ignore }) => [call, args, ignore])).toEqual([
    ["security_file_permission", [file, { index: 1, type: "int" }], undefined],
    ["security_mmap_file", [file, { index: 1, type: "uint32" }, { index: 2, type: "uint32" }], undefined],
    ["security_path_truncate", [{ index: 0, type: "path" }], { callNotFound: true }],
    ["security_file_truncate", [file], { callNotFound: true }],
  ]);
  // A private mapping changes no file, and every program that starts makes some.
  expect(hooks["security_mmap_file"].selectors[0].matchArgs.slice(1)).toEqual([
    { index: 1, operator: "Mask", values: ["2"] },
    { index: 2, operator: "Mask", values: ["1"] },
  ]);
  for (const { selectors } of Object.values(hooks)) {
    expect(selectors[0].matchArgs[0]).toMatchObject({ index: 0, operator: "Prefix" });
    expect(selectors[0].matchActions).toEqual([{ action: "Sigkill" }]);
  }
});

const KEY = "ab".repeat(32);

test.each([
  [`signer --key 0x${KEY}`, KEY],
  ["tool --password=hunter2 --user me", "hunter2"],
  ["tool --api-token abc.def", "abc.def"],
  ["PRIVATE_KEY=s3cret run", "s3cret"],
  ["import legal winner thank year wave sausage worth useful legal winner thank yellow", "sausage"],
])("%s is written without what is secret in it", (line, secret) => {
  expect(redacted(line)).not.toContain(secret);
});

test("an ordinary command line is written as it is", () => {
  const line = "/opt/java/openjdk/bin/java -Xmx3g -jar web3signer.jar eth2 --network mainnet";
  expect(redacted(line)).toBe(line);
});
