import { examplePod, guardrail } from "../../../lib/guardrails";
import { runRules } from "../../../lib/guardrails/engine";
import { programOfImage, recognise } from "../../../lib/guardrails/recognise";
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
