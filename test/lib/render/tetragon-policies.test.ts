import { GUARDED_PROGRAMS } from "../../../lib/catalogue/runtime/guarded-programs";
import { REDACTIONS } from "../../../lib/render/tetragon-export";
import { TETRAGON_RULES, tetragonPolicies } from "../../../lib/render/tetragon-policies";

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
