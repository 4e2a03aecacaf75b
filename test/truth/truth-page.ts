import { markdownTable } from "../../lib/render/markdown-table";
import { FACT_KINDS, type FactKind } from "../../lib/truth";
import { NOT_CHECKED } from "./not-checked";
import type { Truth } from "./truth";

const INTRODUCTION = `# What is proven, and what is not

A stack takes things for granted of programs it does not contain: that a chart has a value, that a client has a flag,
that an action exists. Terraform does not know them. Each of these is a **fact**. This page counts the facts that the
shipped environments use. It is written by \`npx tsx test/truth/write-truth.ts\`, and a test holds it to the code.

- **used**: stands in at least one synthesized stack. A fact that stands in many counts once.
- **checked at synth**: compared with the catalogue, whose data was taken from the program at that version. A fact that
  is not there is an error, at synth and in the rehearsal.
- **accepted**: \`npm run test:real\` gave it to the real program, which took it. What it took is recorded in
  \`test/real/evidence\`, and the run fails when that changes.
- **not proven**: no real program was asked. Why is in the last table; \`npm test\` prints the number, and fails when it
  grows without a reason.
`;

/** The page `docs/truth.md`. */
export function truthPage(truth: Truth): string {
  return [
    INTRODUCTION,
    "## By kind",
    "",
    ...byKind(truth),
    "",
    "Where more is used than checked at synth, this is why:",
    "",
    ...markdownTable(["kind", "not checked at synth"], Object.entries(NOT_CHECKED)),
    "",
    "## Real programs",
    "",
    ...byProgram(truth),
    "",
    "## Not proven, and why",
    "",
    ...byReason(truth),
    "",
  ].join("\n");
}

function byKind({ facts }: Truth): readonly string[] {
  const row = (title: string, of: (kind: FactKind) => boolean) => {
    const used = facts.filter(({ kind }) => of(kind));
    const checked = used.filter((fact) => fact.checked).length;
    const accepted = used.filter(({ acceptedBy }) => acceptedBy !== undefined).length;
    return [title, ...[used.length, checked, accepted, used.length - accepted].map(String)];
  };
  return markdownTable(
    ["kind", "used", "checked at synth", "accepted", "not proven"],
    [...FACT_KINDS.map((kind) => row(kind, (other) => other === kind)), row("all", () => true)],
  );
}

function byProgram({ facts, evidence }: Truth): readonly string[] {
  const used = new Set(facts.map(({ kind, of, name }) => `${kind}\t${of}\t${name}`));
  return markdownTable(
    ["program", "version", "facts it accepted", "of these used by the environments", "recorded in"],
    evidence.map(({ name, program, version, facts: accepted }) => [
      program,
      version,
      String(accepted.length),
      String(accepted.filter(({ kind, of, name: fact }) => used.has(`${kind}\t${of}\t${fact}`)).length),
      `[${name}.json](../test/real/evidence/${name}.json)`,
    ]),
  );
}

function byReason({ explained }: Truth): readonly string[] {
  return markdownTable(
    ["kind", "of", "facts", "checked at synth", "why not"],
    explained.map(({ kind, found, why }) => [
      kind,
      [...new Set(found.map(({ of }) => of))].sort().join(", "),
      String(found.length),
      String(found.filter(({ checked }) => checked).length),
      why,
    ]),
  );
}
