import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleKeySources, keySourcesOf, type StatedKeySource } from "./key-sources";

export const multisigThreshold = guardrail({
  id: "chain/multisig-threshold",
  title: "Every multisig account needs more than one of its owners, and not all of them",
  severity: "high",
  why: "With a threshold of one a single stolen key empties the account; with all owners a single lost key locks it for ever.",
  fix: "raise the threshold, or add an owner, on the chain, then in KeySource.multisig: two of three is the smallest that survives both",
  controls: { nist: ["AC-3(2)", "AC-5"] },
  source: "NIST SP 800-53 Rev. 5, AC-3(2) (dual authorization) and AC-5 (separation of duties)",
  subject: "stack",
  check: (stack) =>
    keySourcesOf(stack)
      .filter(({ custody }) => custody === "multisig")
      .map(judge),
  examples: () => {
    const of = (says: string, owners: unknown, threshold: unknown) =>
      exampleKeySources(says, { name: "treasury", custody: "multisig", keys: [], owners, threshold });
    return {
      pass: [of("two of three", ["alice", "bob", "carol"], 2), of("three of four", ["a", "b", "c", "d"], 3)],
      fail: [
        of("one of three", ["alice", "bob", "carol"], 1),
        of("all of three", ["alice", "bob", "carol"], 3),
        of("two of two", ["alice", "bob"], 2),
        of("more than there are", ["alice", "bob"], 3),
        of("one owner who is named three times", ["alice", "alice", "alice"], 2),
      ],
      unknown: [of("no threshold", ["alice", "bob"], undefined), of("no owners", undefined, 2)],
      notApplicable: [
        exampleKeySources("owners of a cold key", { name: "cold", custody: "cold", keys: [], owners: ["alice"] }),
      ],
    };
  },
});

function judge({ markedAt, owners, threshold }: StatedKeySource): Judgement {
  if (owners === undefined || threshold === undefined) return unknown(markedAt, "it says no owners, or no threshold");
  const people = new Set(owners).size;
  if (threshold >= 2 && threshold < people) return PASS;
  return fail(
    [...markedAt, "threshold"],
    "two of three or more: at least 2, and fewer than there are owners",
    threshold,
  );
}
