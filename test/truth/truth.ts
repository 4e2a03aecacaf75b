import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../constructs/core/synthesize";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { Examination, type ExaminedFact, examineStack, factKey } from "../../lib/truth";
import { declareEnvironment } from "../../stacks/declare-environment";
import { environments } from "../../stacks/environments";
import { type NamedEvidence, readEvidence } from "../real/evidence";
import { NOT_PROVEN, type NotProven } from "./not-proven";

/** A fact the environments take for granted, with everything that speaks for it. */
export interface WeighedFact extends ExaminedFact {
  /** A real program, with its version, that accepted it. @default - none did */
  readonly acceptedBy?: string;
}

/** Facts that no real program accepted, with the reason somebody wrote down. */
export interface ExplainedGroup extends NotProven {
  /** The facts it is true of. */
  readonly found: readonly WeighedFact[];
}

/** Everything the shipped environments take for granted. */
export interface Truth {
  /** Every fact once. */
  readonly facts: readonly WeighedFact[];
  /** What real programs accepted, as recorded. */
  readonly evidence: readonly NamedEvidence[];
  /** Facts without proof, by the reason that covers them. */
  readonly explained: readonly ExplainedGroup[];
  /** Facts without proof and without a reason. */
  readonly unexplained: readonly WeighedFact[];
}

/** Examines every shipped environment, in one examination. */
function examineEnvironments(): Examination {
  const scratch = mkdtempSync(join(tmpdir(), "palisade-truth-"));
  try {
    const outputDirectory = join(scratch, "out");
    synthesize({ outputDirectory }, (app) => {
      for (const environment of environments) declareEnvironment(app, environment);
    });
    const examination = new Examination();
    for (const { json } of readStacks(outputDirectory)) examineStack(json, examination);
    return examination;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Weighs what the shipped environments take for granted against what real programs accepted. */
export function weighTruth(): Truth {
  const evidence = readEvidence();
  const accepted = new Map(
    evidence.flatMap(({ program, version, facts }) =>
      facts.map((fact) => [factKey(fact), `${program} ${version}`] as const),
    ),
  );
  const facts = examineEnvironments().facts.map((fact) => {
    const acceptedBy = accepted.get(factKey(fact));
    return { ...fact, ...(acceptedBy === undefined ? {} : { acceptedBy }) };
  });
  const open = facts.filter(({ acceptedBy }) => acceptedBy === undefined);
  const reasonOf = (fact: WeighedFact) => NOT_PROVEN.find(({ kind, of }) => kind === fact.kind && of.test(fact.of));
  return {
    facts,
    evidence,
    explained: NOT_PROVEN.map((group) => ({ ...group, found: open.filter((fact) => reasonOf(fact) === group) })),
    unexplained: open.filter((fact) => reasonOf(fact) === undefined),
  };
}
