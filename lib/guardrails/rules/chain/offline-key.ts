import type { JsonRecord } from "../../../core/json";
import { KEY_SOURCES, MARKS } from "../../../truth/synthesized-resource";
import { exampleBundle, exampleStacks, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS } from "../../verdict";
import { keyClaimsOf, shortKey, spelledKey } from "./key-claims";
import { keySourcesOf } from "./key-sources";

export const offlineKey = guardrail({
  id: "chain/offline-key",
  title: "Nothing that runs signs with a key that is kept offline",
  severity: "critical",
  why: "A key that a program signs with is on a machine with a network, and whoever declared it cold counts on the opposite.",
  fix: "give the workload a key of its own, or take the key out of KeySource.cold and say where it really is",
  source:
    "anza-xyz/docs.anza.xyz, best practices for security; ERC-2334: keys that own and keys that sign are kept apart",
  subject: "app",
  check: ({ stacks }) => {
    const cold = stacks.flatMap(keySourcesOf).filter(({ custody }) => custody === "cold");
    if (cold.length === 0) return undefined;
    const used = new Map(stacks.flatMap(keyClaimsOf).map((claim) => [claim.key, claim]));
    return cold.flatMap(({ stack, keys, markedAt }) =>
      keys.map((key, index) => {
        const claim = used.get(spelledKey(key));
        if (claim === undefined) return PASS;
        const resource = "manifest" in claim.by ? claim.by.resource : claim.by;
        const expected = `a key that nothing signs with, and ${resource.path} of the stack ${resource.stack.name} does`;
        return on(stack, fail([...markedAt, "keys", index], expected, shortKey(spelledKey(key))));
      }),
    );
  },
  examples: () => {
    const key = `0x${"9a".repeat(48)}`;
    const both = (says: string, cold: string, signsWith: string, custody = "cold") =>
      exampleStacks(says, {
        vault: { "//": { [MARKS]: { [KEY_SOURCES]: [{ name: "withdrawals", custody, keys: [cold] }] } } },
        nodes: { resource: { helm_release: { it: exampleBundle(validator(signsWith)) } } },
      });
    return {
      pass: [both("two keys", key, `0x${"7b".repeat(48)}`)],
      fail: [both("one key", key, key), both("one key in two spellings", key, "9A".repeat(48))],
      notApplicable: [both("a key of KMS, which its signer uses", key, key, "aws-kms")],
    };
  },
});

function validator(keys: string): JsonRecord {
  const made = exampleWorkload("StatefulSet", { containers: [{ name: "main" }] }, { "palisade.dev/kind": "validator" });
  return { ...made, metadata: { name: "it", namespace: "apps", annotations: { "palisade.dev/key": keys } } };
}
