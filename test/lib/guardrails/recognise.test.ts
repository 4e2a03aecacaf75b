import { examplePod, guardrail } from "../../../lib/guardrails";
import { runRules } from "../../../lib/guardrails/engine";
import { guessOf, programOfImage, recognise } from "../../../lib/guardrails/recognise";
import { fail } from "../../../lib/guardrails/verdict";
import { TEXTS } from "./support/planted";

test.each([
  ["consensys/web3signer:25.1.0", "signer"],
  ["docker.io/consensys/web3signer:25.1.0", "signer"],
  ["mirror.example.org/cache/consensys/web3signer@sha256:aa", "signer"],
  ["ghcr.io/paradigmxyz/reth:v2", "node"],
  ["hashicorp/vault:2.0.3", "secret-server"],
])("%s is a %s", (image, kind) => {
  expect(programOfImage(image)?.kind).toBe(kind);
});

test.each(["nginx:1.27", "someone/web3signer:1", "notconsensys/web3signer-tools:1", "", "   ", "::", "\uE000"])(
  "nobody can tell what %j is",
  (image) => {
    expect(programOfImage(image)?.kind).toBeUndefined();
  },
);

test.each([
  ["sigp/lighthouse:v8", ["bn"], "Lighthouse", true],
  ["registry.example.org/lighthouse:8", ["lighthouse", "vc"], "Lighthouse's validator client", true],
  ["registry.example.org/lighthouse:8", ["--port=1"], "Lighthouse", false],
  ["registry.example.org/it:1", ["/usr/local/bin/reth", "node"], "Reth", false],
  ["registry.example.org/it:1", ["tini", "--", "dirk"], "Dirk", false],
  ["registry.example.org/it:1", ["sh", "-c", "exec agave-validator --vote-account /vote.json"], "Agave", true],
  ["registry.example.org/it:1", ["/data/geth"], undefined, undefined],
  ["registry.example.org/it:1", ["--client", "geth"], undefined, undefined],
  ["registry.example.org/base/validator:1", [], undefined, undefined],
  ["registry.example.org/grafana:1", ["redis"], undefined, undefined],
])("%s with %j is %s, for certain: %j", (image, command, name, isCertain) => {
  const guesses: unknown[] = [];
  const check = (container: Parameters<typeof guessOf>[0]) => {
    const guess = guessOf(container);
    guesses.push([guess?.program.name, guess?.isCertain]);
    return fail([], "");
  };
  const rule = guardrail({ ...TEXTS, id: "planted/container", subject: "container", check });
  const { stacks } = examplePod("pods", { containers: [{ name: "a", image, command }] });
  runRules(
    Object.entries(stacks).map(([name, json]) => ({ name, json })),
    { rules: [rule] },
  );
  expect(guesses).toEqual([[name, isCertain]]);
});

function told(containers: readonly object[], labels: Record<string, string> = {}): unknown {
  const said: unknown[] = [];
  const rule = guardrail({
    ...TEXTS,
    id: "planted/pod",
    subject: "pod",
    check: (pod) => {
      said.push(recognise(pod));
      return fail([], "");
    },
  });
  const { stacks } = examplePod("pods", { containers }, labels);
  runRules(
    Object.entries(stacks).map(([name, json]) => ({ name, json })),
    { rules: [rule] },
  );
  expect(said).toHaveLength(1);
  return said[0];
}

test("a label says what pods are, whatever they run", () => {
  const kind = { "palisade.dev/kind": "validator" };
  expect(told([{ name: "a", image: "consensys/web3signer:1" }], kind)).toEqual({ kind: "validator", by: "label" });
});

test("without a label the first image that is known tells", () => {
  const containers = [{ name: "a", image: "nginx:1" }, { name: "b" }, { name: "c", image: "consensys/web3signer:1" }];
  expect(told(containers)).toEqual({ kind: "signer", by: "image" });
});

test("what nothing tells of is not told", () => {
  expect(told([{ name: "a", image: "nginx:1" }])).toBeUndefined();
});
