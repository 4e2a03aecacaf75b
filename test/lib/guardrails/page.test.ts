import { readFileSync } from "node:fs";
import { GUARDRAILS, problemOf, SUPPRESSION_RULE } from "../../../lib/guardrails";
import { anchorOf } from "../../../lib/guardrails/reports/report";
import { GUARDRAILS_PAGE_FILE, guardrailsPage } from "../../support/guardrails-page";
import { SUPPRESSION, stackOf, verdictsOf } from "./support/planted";

const page = readFileSync(GUARDRAILS_PAGE_FILE, "utf8");

// How GitHub makes anchors of headings: small letters, and of signs only the hyphen stays.
const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-"),
);

test("docs/guardrails.md is what npx tsx test/support/write-guardrails.ts writes", () => {
  expect(page === guardrailsPage() ? "current" : "write it anew: npx tsx test/support/write-guardrails.ts").toBe(
    "current",
  );
});

test("every rule has a section that reports lead to", () => {
  expect(GUARDRAILS.map(({ id }) => anchorOf(id)).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  expect(new Set(anchors).size).toBe(anchors.length);
});

test("a faulty suppression leads to the section on letting off", () => {
  const [finding] = verdictsOf(stackOf({ a: {} }, { suppressions: [{ ...SUPPRESSION, owner: "" }] })).findings.filter(
    ({ rule }) => rule === SUPPRESSION_RULE,
  );
  const { source = "" } = finding === undefined ? {} : problemOf(finding, undefined);
  const [file, anchor] = source.split("#");
  expect(file).toBe("docs/guardrails.md");
  expect(anchors).toContain(anchor);
});

test("the page never says that anything is compliant", () => {
  expect(page).not.toMatch(/\bcompl(ies|iant)\b|\bcertified\b/i);
});
