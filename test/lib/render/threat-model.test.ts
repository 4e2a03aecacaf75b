import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { INCIDENT_IDS, INCIDENTS } from "../../../lib/catalogue/incidents";
import { ASSET_IDS, ATTACKER_IDS, THREATS } from "../../../lib/catalogue/threats";
import { GUARDRAILS } from "../../../lib/guardrails";
import { incidentPage } from "../../../lib/render/incident-runbook";
import { threatModelPage } from "../../../lib/render/threat-model";

const ROOT = join(__dirname, "../../..");
const DOCS = join(ROOT, "docs");
const PAGES = join(DOCS, "runbooks/incidents");
const read = (file: string): string => readFileSync(file, "utf8");

/** What a family exports under a name such as `keys/KeySource.awsKms`. */
async function exported(name: string): Promise<unknown> {
  const [family = "", path = ""] = name.split("/");
  const exports: unknown = await import(join(ROOT, "constructs", family, "index.ts"));
  return path.split(".").reduce<unknown>((found, part) => Reflect.get(Object(found), part), exports);
}

/** Constructs that are named and that nothing exports. */
async function missing(names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(names.map(async (name) => [name, await exported(name)] as const));
  return found.filter(([, what]) => typeof what !== "function").map(([name]) => name);
}

/** Headings of a page, as links name them. */
function anchors(page: string): readonly string[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("#"))
    .map((line) =>
      line
        .replace(/^#+ /, "")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    );
}

/** Links of a page that lead nowhere. */
function deadLinks(page: string, folder: string): readonly string[] {
  return [...page.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, link = ""]) => {
    const [path = "", anchor] = link.split("#");
    const file = join(folder, path);
    if (!existsSync(file)) return [link];
    // The page of the rules is held to the rules by a test of its own.
    if (anchor === undefined || path === "guardrails.md") return [];
    return anchors(read(file)).includes(anchor) ? [] : [link];
  });
}

describe("the threat model", () => {
  // `npx tsx test/support/write-threat-model.ts` writes the pages anew.
  test("is the page that the catalogue gives", () => {
    expect(read(join(DOCS, "threat-model.md"))).toBe(threatModelPage());
  });

  test("names rules that there are, each once for a threat", () => {
    const known = GUARDRAILS.map(({ id }) => id);
    expect(THREATS.flatMap(({ rules }) => rules).filter((rule) => !known.includes(rule))).toEqual([]);
    for (const { rules, constructs } of THREATS) {
      expect(new Set(rules).size).toBe(rules.length);
      expect(new Set(constructs).size).toBe(constructs.length);
    }
  });

  test("names constructs that their families export", async () => {
    expect(await missing(THREATS.flatMap(({ constructs }) => constructs))).toEqual([]);
    expect(await missing(["keys/RemoteSignr", "keys/KeySource.onPaper"])).toHaveLength(2);
  });

  test("uses every family of guardrails", () => {
    const familyOf = (rule: string) => rule.split("/")[0];
    const used = new Set(THREATS.flatMap(({ rules }) => rules).map(familyOf));
    expect([...new Set(GUARDRAILS.map(({ id }) => familyOf(id)))].filter((family) => !used.has(family))).toEqual([]);
  });

  test("has something to say of every attacker, every asset and every class of incidents", () => {
    expect(ATTACKER_IDS.filter((id) => !THREATS.some(({ attacker }) => attacker === id))).toEqual([]);
    expect(ASSET_IDS.filter((id) => !THREATS.some(({ asset }) => asset === id))).toEqual([]);
    expect(INCIDENT_IDS.filter((id) => !THREATS.some(({ incident }) => incident === id))).toEqual([]);
  });

  test("names a control and says what is not covered, for each", () => {
    for (const { rules, constructs, notCovered } of THREATS) {
      expect(rules.length).toBeGreaterThan(0);
      expect(constructs.length).toBeGreaterThan(0);
      expect(notCovered.length).toBeGreaterThan(20);
    }
  });

  test("has no link that leads nowhere", () => {
    expect(deadLinks(threatModelPage(), DOCS)).toEqual([]);
    expect(deadLinks("[a](keys.md#nowhere) [b](nowhere.md)", DOCS)).toEqual(["keys.md#nowhere", "nowhere.md"]);
  });
});

describe("runbooks of incidents", () => {
  test.each(INCIDENT_IDS)("the page of %s is the one that the catalogue gives, without a dead link", (id) => {
    const page = incidentPage(INCIDENTS[id]);
    expect(read(join(PAGES, `${id}.md`))).toBe(page);
    expect(deadLinks(page, PAGES)).toEqual([]);
  });

  test("no page is left over", () => {
    expect(readdirSync(PAGES).sort()).toEqual(INCIDENT_IDS.map((id) => `${id}.md`).sort());
  });

  test("what helps is exported, and whoever signs twice is warned on every page about signers", async () => {
    expect(
      await missing(Object.values(INCIDENTS).flatMap(({ helps }) => helps.map(({ construct }) => construct))),
    ).toEqual([]);
    for (const id of ["key-compromise", "signer-anomaly", "intrusion"] as const) {
      const never = INCIDENTS[id].never.join("\n");
      expect(never).toMatch(/Never start (a second signer|signers elsewhere)/);
      expect(never).toMatch(/Never restart (a validator that|validators that) stopped for a doppelganger/);
    }
  });

  test("an alert that there is not is an error, and no link", () => {
    const odd = { ...INCIDENTS.intrusion, signs: [{ alert: "NobodyHome" }] };
    expect(() => incidentPage(odd)).toThrow(
      'no page of the alert catalogue has such an alert\n  got: "NobodyHome"\n  do this: name one of lib/catalogue/alerts',
    );
  });

  test("every command begins with a program that people have", () => {
    const programs = ["aws", "git", "kubectl", "npx", "vault"];
    for (const { firstMinutes, contain, findOut, recover, afterwards } of Object.values(INCIDENTS)) {
      const commands = [firstMinutes, contain, findOut, recover, afterwards]
        .flat()
        .flatMap((step) => step.commands ?? []);
      expect(commands.filter((command) => !programs.includes(command.split(" ")[0] ?? ""))).toEqual([]);
    }
  });
});
