import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CUSTODY, CUSTODY_KINDS } from "../../../lib/catalogue/keys";
import { derivationPathsPage } from "../../../lib/render/derivation-paths";
import { custodyPage, keySourceRunbook } from "../../../lib/render/key-runbook";

const PAGES = join(__dirname, "../../../docs/runbooks/keys");

describe("runbooks of keys", () => {
  // `npx tsx test/support/write-runbooks.ts` writes the pages anew.
  test.each(CUSTODY_KINDS)("the page of %s is the one the catalogue gives", (kind) => {
    expect(readFileSync(join(PAGES, `${kind}.md`), "utf8")).toBe(custodyPage(CUSTODY[kind]));
  });

  test("no page is left over", () => {
    expect(readdirSync(PAGES).sort()).toEqual([...CUSTODY_KINDS].map((kind) => `${kind}.md`).sort());
  });

  test("the page of derivation paths is the one the catalogue gives", () => {
    expect(readFileSync(join(PAGES, "../../derivation-paths.md"), "utf8")).toBe(derivationPathsPage());
  });

  test("one key source's own has its name, its facts, its keys and what a person has to do", () => {
    const keys = Array.from({ length: 25 }, (_, index) => `0x${index.toString(16).padStart(96, "0")}`);
    const page = keySourceRunbook({
      custody: CUSTODY["vault-keystores"],
      name: "validators",
      keys,
      facts: { server: "https://vault.example.org:8200" },
      toComplete: ["Write each key."],
    });
    expect(page).toContain("# validators: keys in Vault key-value store");
    expect(page).toContain("| server | https://vault.example.org:8200 |");
    expect(page).toContain(`- \`${keys[0]}\``);
    expect(page).not.toContain(`${keys[20]}`);
    expect(page).toContain("- and 5 more");
    expect(page).toContain("## To be completed by a person\n\n1. Write each key.");
    for (const heading of ["## Rotation", "## Recovery", "## Compromise"]) expect(page).toContain(heading);
  });
});
