import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { ERPC } from "../../../../lib/catalogue/clients/erpc";
import { isJsonRecord, type JsonRecord } from "../../../../lib/core/json";
import { renderErpc, renderErpcFile } from "../../../../lib/render/erpc";
import type { ErpcSettings } from "../../../../lib/render/erpc-settings";
import { checkConfiguration } from "../../../../lib/truth/texts/configuration-check";
import { FORMATS } from "../../../../lib/truth/texts/configuration-formats";
import { readConfigurationSchema, shapeOf } from "../../../../lib/truth/texts/configuration-schema";
import { ERPC_CONFIGURATION_FILE } from "../../../../lib/truth/texts/erpc-configuration";
import { compactErpcSchema, ERPC_SCHEMA } from "../../../support/compact-erpc-schema";
import { readSchema, testWith } from "../../../support/shared-schemas";
import { examined, examinedFile } from "./examined";

const network = {
  alias: "ethereum-mainnet",
  chainId: 1,
  rpc: { architecture: "evm", methods: ["eth_call"], logsRangeBlocks: 1000, skipWhenSyncing: true },
} as const;
const settings: ErpcSettings = {
  name: "tier",
  project: "main",
  port: 4000,
  metricsPort: 4001,
  requestsPerSecondPerClient: 10,
  trustedProxies: ["10.0.0.0/8"],
  cacheMiB: 64,
  clientSecretVariable: "CLIENT_SECRET",
  upstreams: [
    { name: "own", network, endpoint: { url: "http://node:8545" }, kind: "own" },
    { name: "far", network, endpoint: { environmentVariable: "FAR" }, kind: "external", requestsPerSecond: 5 },
  ],
};
const FILE = "erpc.yaml";
const rendered = renderErpcFile(settings);
const schema = readConfigurationSchema(ERPC_CONFIGURATION_FILE);

/** The rendered configuration with one text in place of another. */
const changed = (from: string, to: string) => {
  expect(rendered).toContain(from);
  return examinedFile(FILE, rendered.replace(from, to)).problems;
};

test("what Palisade renders has no mistake, and every key of it is a fact", () => {
  const { problems, facts } = examinedFile(FILE, rendered);
  expect(problems).toEqual([]);
  expect(facts).toContain("configuration key: projects[].upstreams[].evm.chainId");
  expect(facts).toContain("configuration key: projects[].auth.strategies[].secret.value");
});

test("a misspelt key, five levels deep", () => {
  expect(changed("skipWhenSyncing: true", "skipWhenSynching: true")).toEqual([
    [
      "kubernetes_config_map_v1.it ConfigMap files data.erpc.yaml projects[0].upstreams[0].evm: eRPC 0.1.2 has no configuration key projects[].upstreams[].evm.skipWhenSynching",
      '  got: "skipWhenSynching"',
      "  allowed: skipWhenSyncing, skipSyncingCheck, queryShim",
      "  do this: correct the name or remove the key, since a file with an unknown key is refused as a whole",
      "  source: erpc/erpc 0.1.2, common/config.go",
    ].join("\n"),
  ]);
});

test("a duration that Go cannot read", () => {
  expect(changed('maxTimeout: "30s"', 'maxTimeout: "30"')).toEqual([
    [
      "kubernetes_config_map_v1.it ConfigMap files data.erpc.yaml server.maxTimeout: eRPC 0.1.2 cannot read the value of server.maxTimeout",
      '  got: "30"',
      "  allowed: a duration such as 500ms, 10s or 1h30m: units h, m, s, ms, us, ns",
      "  do this: write the value that way",
      "  source: erpc/erpc 0.1.2, common/config.go",
    ].join("\n"),
  ]);
});

// Each was tried with the program itself, built from its source at this version.
test.each([
  ['readTimeout: "10s"', "readTimeout: 10", "a bare number has no unit"],
  ['readTimeout: "10s"', 'readTimeout: "1d"', "Go has no days"],
  ["listenV4: true", 'listenV4: "true"', "text where a flag is wanted"],
  ["httpPortV4: 4000", 'httpPortV4: "4000"', "text where a number is wanted"],
  ['ttl: "2s"', "ttl: 2000", "a number where a duration or an object is wanted"],
  ['finality: "realtime"', 'finality: "final"', "a word that does not exist"],
  ['period: "second"', 'period: "fortnight"', "a period that does not exist"],
  ['clusterKey: "tier"', 'clusterKey: ["tier"]', "a list where text is wanted"],
])("%s → %s is refused: %s", (from, to) => {
  expect(changed(from, to)).toHaveLength(1);
});

test.each([
  ['readTimeout: "10s"', "readTimeout: 0"],
  ['readTimeout: "10s"', "readTimeout: null"],
  ['readTimeout: "10s"', 'readTimeout: "1h30m"'],
  ["listenV4: true", "listenV4: yes"],
  ['clusterKey: "tier"', "clusterKey: 5"],
  ['duration: "8s"', "duration: 8000"],
])("%s → %s is taken, as by the program itself", (from, to) => {
  expect(changed(from, to)).toEqual([]);
});

// The program starts with these and does something else than what was meant.
test.each([
  ['mode: "simple"', 'mode: "simpel"'],
  ['executionHeaders: "off"', 'executionHeaders: "of"'],
  ['maxTotalSize: "64MB"', 'maxTotalSize: "64XB"'],
  ['maxItemSize: "1MB"', 'maxItemSize: "1GB"'],
])("%s → %s is refused, although the program would start", (from, to) => {
  expect(changed(from, to).length).toBeGreaterThan(0);
});

test("what is no YAML is refused with its place", () => {
  expect(examinedFile(FILE, "server:\n  port: [1\nprojects: {").problems[0]).toMatch(
    /cannot read its configuration: no YAML at line \d+, column \d+/,
  );
});

const REFERENCE = "$" + "{aws_thing.it.id}";

test("what is not known before the apply is not judged", () => {
  const text = `server:
  maxTimeout: "${REFERENCE}"
  ${REFERENCE}: 1
`;
  const { problems } = examined("kubernetes_config_map_v1", { metadata: { name: "a" }, data: { "erpc.yaml": text } });
  expect(problems).toEqual([]);
});

test("an environment variable may stand for any value", () => {
  expect(changed('maxTimeout: "30s"', 'maxTimeout: "$MAX"')).toEqual([]);
});

test("the keys are those of the version that the catalogue pins", () => {
  expect(schema.program).toBe(`eRPC ${ERPC.image.tag}`);
});

test("odd content never throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      checkConfiguration(schema, value, { unknown: () => false });
    }),
  );
});

test("every shape names a format or a type, and every type is used", () => {
  const used = new Set([schema.root]);
  const visit = (shape: ReturnType<typeof shapeOf>): void => {
    if (shape.kind === "either") shape.shapes.forEach(visit);
    else if (shape.kind === "named") used.add(shape.name);
    else visit(shape.member);
  };
  for (const type of Object.values(schema.types)) {
    if (typeof type === "string") visit(shapeOf(type));
    else if (!Array.isArray(type)) Object.values(type).map(shapeOf).forEach(visit);
  }
  expect([...used].filter((name) => FORMATS[name] === undefined && schema.types[name] === undefined)).toEqual([]);
  expect(Object.keys(schema.types).filter((name) => !used.has(name))).toEqual([]);
});

testWith(ERPC_SCHEMA)("the catalogue's keys are those of the program's own types", () => {
  const expected: unknown = JSON.parse(JSON.stringify(compactErpcSchema(readSchema(ERPC_SCHEMA))));
  expect(JSON.parse(readFileSync(ERPC_CONFIGURATION_FILE, "utf8"))).toEqual(expected);
});

testWith(ERPC_SCHEMA)("a key is refused where JSON Schema refuses it, and nowhere else", () => {
  const accepts = new Ajv2020({ strict: false }).compile(readSchema(ERPC_SCHEMA));
  const plain = JSON.parse(JSON.stringify(renderErpc(settings)));
  const places = objectsIn(plain);
  expect(accepts(plain)).toBe(true);
  fc.assert(
    fc.property(fc.nat({ max: places.length - 1 }), fc.constantFrom("chainId", "id", "evm", "delay"), (index, key) => {
      const copy = structuredClone(plain);
      const place = objectsIn(copy)[index];
      if (place === undefined || key in place) return;
      place[key] = null;
      const { faults } = checkConfiguration(schema, copy, { unknown: () => false });
      accepts(copy);
      const refused = (accepts.errors ?? []).some(({ keyword }) => keyword === "additionalProperties");
      expect({ key, refused: faults.length > 0 }).toEqual({ key, refused });
    }),
    { numRuns: 200 },
  );
});

function objectsIn(value: unknown): JsonRecord[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isJsonRecord(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}
