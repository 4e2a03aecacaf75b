import { CLIENTS, GATEWAYS } from "../../../lib/catalogue";
import { flagList, flagsByName } from "../../../lib/catalogue/clients/flag-list";
import { isLoopback } from "../../../lib/guardrails/known-programs/option-values";
import { PROGRAMS } from "../../../lib/guardrails/programs";
import { programOfImage } from "../../../lib/guardrails/recognise";

test.each(PROGRAMS.flatMap((program) => program.repositories.map((each) => [each, program.name] as const)))(
  "%s is known as %s where its words stand",
  (repository, name) => {
    const program = PROGRAMS.find((each) => each.name === name && each.repositories.includes(repository));
    expect(programOfImage(`mirror.example.org/cache/${repository}:1.2.3`, () => program?.words ?? [])?.name).toBe(name);
  },
);

test("programs that share an image are told apart by their words, and one of them needs none", () => {
  const repositories = PROGRAMS.flatMap(({ repositories: each }) => each);
  for (const repository of repositories) {
    const sharing = PROGRAMS.filter((program) => program.repositories.includes(repository));
    expect(sharing.filter(({ words }) => words === undefined)).toHaveLength(1);
    expect(sharing.at(-1)?.words).toBeUndefined();
  }
});

test("every client and gateway of the catalogue is known, and as what it is", () => {
  for (const { image } of Object.values(CLIENTS)) expect(programOfImage(`${image.repository}:1`)?.kind).toBe("node");
  for (const { image } of Object.values(GATEWAYS))
    expect(programOfImage(`${image.repository}:1`)?.kind).toBe("rpc-gateway");
});

test("the options that are watched of a catalogue's client are ones that it has", () => {
  for (const client of Object.values(CLIENTS)) {
    const known = flagsByName(flagList(client.flagList));
    const program = programOfImage(`${client.image.repository}:1`, () => client.command);
    const watched = [...(program?.options ?? []).flatMap(({ names }) => names), ...(program?.engine?.options ?? [])];
    expect(watched.length).toBeGreaterThan(0);
    const gone = flagList(client.flagList).gone;
    expect(watched.filter((name) => !known.has(name) && !Object.hasOwn(gone, name))).toEqual([]);
  }
});

test("the ports that belong behind a gateway are the ones at which the catalogue's clients answer calls", () => {
  const calls: readonly string[] = ["rpc", "websocket", "beacon"];
  for (const client of Object.values(CLIENTS)) {
    const program = programOfImage(`${client.image.repository}:1`, () => client.command);
    const ports = client.ports.filter(({ use }) => calls.includes(use)).map(({ port }) => port);
    expect(program?.callPorts).toEqual(ports);
  }
});

test("every program says where it was read", () => {
  expect(PROGRAMS.filter(({ source }) => source.length < 10)).toEqual([]);
});

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["127.0.1.1:8551", true],
  ["::1", true],
  ["[::1]:80", true],
  ["0.0.0.0", false],
  ["10.0.0.1", false],
  ["localhost.example.org", false],
  ["", false],
])("%j is an address of one's own: %j", (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});
