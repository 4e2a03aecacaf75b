import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ALERTMANAGER_CONFIGURATION_FILE } from "../../lib/truth/texts/alertmanager-configuration";
import { readConfigurationSchema, type Shape, shapeOf } from "../../lib/truth/texts/configuration-schema";
import {
  ACCEPTED_CONFIGURATIONS,
  ACCEPTED_MATCHERS,
  REFUSED_CONFIGURATIONS,
  REFUSED_MATCHERS,
} from "../support/alertmanager-cases";
import { readSchema, testWith } from "../support/shared-schemas";
import { expectEvidence } from "./evidence";
import { describeWithTools } from "./tools";

const schema = readConfigurationSchema(ALERTMANAGER_CONFIGURATION_FILE);
const MADE_UP = "palisade_made_up";

/** What amtool says of each configuration; empty where it has nothing against it. */
function judge(amtool: string, configurations: readonly unknown[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "palisade-amtool-"));
  try {
    const files = configurations.map((_configuration, index) => `${index}.yml`);
    for (const [index, file] of files.entries()) {
      writeFileSync(join(folder, file), JSON.stringify(configurations[index]));
    }
    const { error, stdout, stderr } = spawnSync(amtool, ["check-config", ...files], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error !== undefined) throw error;
    const parts = `${stdout}${stderr}`.split(/^Checking '(\d+)\.yml'/m);
    return files.map((_file, index) => {
      const place = parts.indexOf(String(index));
      const said = parts[place + 1];
      if (place < 0 || said === undefined) throw new Error(`amtool said nothing about ${index}.yml: ${stderr}`);
      return said.includes("SUCCESS") ? "" : said.trim();
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const withMatcher = (matcher: string) => ({
  route: { receiver: "it", routes: [{ matchers: [matcher] }] },
  receivers: [{ name: "it" }],
});

/** One key of the catalogue, and a configuration that holds nothing else. */
interface KeyCase {
  /** As in a fact: `receivers[].slack_configs[].channel`. */
  readonly key: string;
  readonly configuration: unknown;
}

/** Every key once, by the first way that leads to its type. */
function keyCases(): readonly KeyCase[] {
  const cases: KeyCase[] = [];
  const seen = new Set<string>();
  const visit = (typeName: string, key: string, wrap: (value: unknown) => unknown): void => {
    const type = schema.types[typeName];
    if (type === undefined || seen.has(typeName)) return;
    seen.add(typeName);
    if (typeof type === "string") follow(shapeOf(type), key, wrap);
    else if (!Array.isArray(type)) {
      cases.push({ key: `${key}.${MADE_UP}`, configuration: wrap({ [MADE_UP]: "x" }) });
      for (const [field, shape] of Object.entries(type)) {
        const name = field.replace(/!$/, "");
        const path = key === "" ? name : `${key}.${name}`;
        cases.push({ key: path, configuration: wrap({ [name]: null }) });
        follow(shapeOf(shape), path, (value) => wrap({ [name]: value }));
      }
    }
  };
  const follow = (shape: Shape, key: string, wrap: (value: unknown) => unknown): void => {
    if (shape.kind === "named") visit(shape.name, key, wrap);
    else if (shape.kind === "list") follow(shape.member, `${key}[]`, (value) => wrap([value]));
    else if (shape.kind === "map") follow(shape.member, `${key}.*`, (value) => wrap({ name: value }));
    else for (const one of shape.shapes) follow(one, key, wrap);
  };
  visit(schema.root, "", (value) => value);
  return cases;
}

/**
 * Receivers that Debian's Alertmanager, four years older, does not know. What else it does not know is the difference
 * between evidence/amtool.json and evidence/amtool-debian.json.
 */
const UNKNOWN_TO_DEBIAN: readonly string[] = ["incidentio", "msteams", "msteamsv2", "jira", "rocketchat", "mattermost"];

describeWithTools(["amtool", "amtool-debian"], "amtool, the current one and Debian's", (toolOf) => {
  const current = () => toolOf("amtool").program;

  it("reads every configuration that our reader reads, and refuses every one that ours refuses", () => {
    const good = judge(current(), Object.values(ACCEPTED_CONFIGURATIONS));
    expect(good).toEqual(Object.keys(ACCEPTED_CONFIGURATIONS).map(() => ""));
    const bad = judge(current(), Object.values(REFUSED_CONFIGURATIONS));
    expect(Object.keys(REFUSED_CONFIGURATIONS).filter((_name, index) => bad[index] === "")).toEqual([]);
  });

  it("reads matchers as our reader does", () => {
    const good = judge(current(), ACCEPTED_MATCHERS.map(withMatcher));
    expect(ACCEPTED_MATCHERS.filter((_matcher, index) => good[index] !== "")).toEqual([]);
    const bad = judge(current(), REFUSED_MATCHERS.map(withMatcher));
    expect(REFUSED_MATCHERS.filter((_matcher, index) => bad[index] === "")).toEqual([]);
  });

  it("knows every key of the catalogue; Debian's knows all but the newer ones", () => {
    const cases = keyCases();
    const configurations = cases.map(({ configuration }) => configuration);
    const known = (program: string) => {
      const said = judge(program, configurations);
      return new Set(
        cases.filter((_case, index) => !/field \S+ not found/.test(said[index] ?? "")).map(({ key }) => key),
      );
    };
    const tools = { current: toolOf("amtool"), old: toolOf("amtool-debian") };
    const [newer, older] = [known(tools.current.program), known(tools.old.program)];
    const isReal = (key: string) => !key.endsWith(MADE_UP);
    expect(cases.filter(({ key }) => newer.has(key) !== isReal(key)).map(({ key }) => key)).toEqual([]);
    const kinds = cases.flatMap(({ key }) =>
      older.has(key) ? [] : (/^receivers\[\]\.(\w+)_configs$/.exec(key)?.[1] ?? []),
    );
    expect(kinds).toEqual(UNKNOWN_TO_DEBIAN);
    expect([...older].filter((key) => !newer.has(key))).toEqual([]);
    const facts = (keys: ReadonlySet<string>) =>
      [...keys].filter(isReal).map((name) => ({ kind: "configuration key" as const, of: schema.program, name }));
    expectEvidence("amtool", { program: "amtool", version: tools.current.version, facts: facts(newer) });
    const debian = { program: "amtool of Debian", version: tools.old.version, facts: facts(older) };
    expectEvidence("amtool-debian", debian, { anyVersion: true });
  });

  const CHART = "charts/kube-prometheus-stack-88.5.3.values.json";
  testWith(CHART)("both read the configuration that the chart brings, which is used where alerts go nowhere", () => {
    const content = readSchema(CHART);
    const { config } = (content.values ?? content).alertmanager;
    for (const name of ["amtool", "amtool-debian"] as const)
      expect(judge(toolOf(name).program, [config])).toEqual([""]);
  });
});
