import { SHARE_SIGNERS, SIGNERS } from "../../../lib/catalogue";
import { FALCO_FIELDS, KEYED_FALCO_FIELDS } from "../../../lib/catalogue/runtime/falco-fields";
import { GUARDED_PROGRAMS } from "../../../lib/catalogue/runtime/guarded-programs";
import { Falco } from "../../../lib/render/falco-condition";
import { falcoRules, falcoRulesFile } from "../../../lib/render/falco-rules";

const PROPS = { programs: GUARDED_PROGRAMS, addedContainers: [] };
const rules = falcoRules(PROPS).flatMap((entry) => ("rule" in entry ? [entry] : []));
const known: readonly string[] = [...FALCO_FIELDS, ...KEYED_FALCO_FIELDS];

/** Words and quoted texts of a condition, without the values of lists. */
function fieldsIn(condition: string): readonly string[] {
  return [...condition.matchAll(/([a-z]\w*(?:\.\w+)+)(\[[^\]]+\])? (?:=|in|pmatch|contains|>=|exists)/g)].map(
    ([, name = ""]) => name,
  );
}

test.each(rules.map(({ rule, condition, output }) => [rule, condition, output] as const))(
  "%s asks for fields that there are, and balances its brackets",
  (_, condition, output) => {
    expect(fieldsIn(condition).length).toBeGreaterThan(2);
    expect(fieldsIn(condition).filter((field) => !known.includes(field))).toEqual([]);
    const told = [...output.matchAll(/%([a-z]\w*(?:\.\w+)+)/g)].map(([, name = ""]) => name);
    expect(told.filter((field) => !known.includes(field) && !known.includes(field.replace(/\.\w+$/, "")))).toEqual([]);
    let depth = 0;
    for (const character of condition.replaceAll(/"[^"]*"/g, "")) {
      depth += character === "(" ? 1 : character === ")" ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  },
);

test("every rule is about guarded pods, and has a name of its own", () => {
  for (const { condition } of rules) {
    expect(condition).toContain("k8s.pod.label[palisade.dev/kind] in (signer, validator)");
  }
  expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
});

test("every signer of the catalogue is guarded, by the name of its container and by ports that it has", () => {
  const clients = GUARDED_PROGRAMS.map(({ client }) => client);
  for (const { name } of [...Object.values(SIGNERS), ...Object.values(SHARE_SIGNERS)]) expect(clients).toContain(name);
});

test("a start that becomes the program is known by its ancestors, one that waits by its children alone", () => {
  const of = (rule: string) => rules.find((entry) => entry.rule === rule)?.condition ?? "";
  expect(of("Palisade other-program web3signer-eth2")).toContain("not proc.aname = web3signer");
  expect(of("Palisade other-program horcrux")).toContain("not (proc.pvpid = 1 and proc.pname in (sh))");
  expect(of("Palisade other-program horcrux")).not.toContain("proc.aname");
});

test("the file is JSON, which Falco reads as YAML", () => {
  expect(JSON.parse(falcoRulesFile(PROPS))).toEqual(falcoRules(PROPS));
});

test("a value that could end a condition is quoted", () => {
  expect(Falco.is("fd.name", 'a" or evt.num > 0').text).toBe('fd.name = "a\\" or evt.num > 0"');
  expect(Falco.all(Falco.is("fd.num", 1)).text).toBe("fd.num = 1");
});
