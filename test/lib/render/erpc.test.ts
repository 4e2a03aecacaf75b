import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import { parse } from "yaml";
import { CHAINS } from "../../../lib/catalogue";
import { renderErpc, renderErpcFile } from "../../../lib/render/erpc";
import type { ErpcSettings } from "../../../lib/render/erpc-settings";
import { readSchema, testWith } from "../../support/shared-schemas";

const { rpc, networks } = CHAINS.ethereum;
const mainnet = { alias: "ethereum-mainnet", chainId: networks.mainnet.chainId, rpc };
const hoodi = { alias: "ethereum-hoodi", chainId: networks.hoodi.chainId, rpc };

const settings: ErpcSettings = {
  name: "rpc",
  project: "main",
  port: 4000,
  metricsPort: 4001,
  upstreams: [
    { name: "eth-0", network: mainnet, endpoint: { url: "http://eth-0.nodes.svc:8545" }, kind: "own" },
    {
      name: "provider-a",
      network: mainnet,
      endpoint: { environmentVariable: "UPSTREAM_PROVIDER_A" },
      kind: "external",
      requestsPerSecond: 25,
    },
    { name: "hoodi-0", network: hoodi, endpoint: { url: "http://hoodi-0.nodes.svc:8545" }, kind: "own" },
  ],
  requestsPerSecondPerClient: 200,
  trustedProxies: ["10.0.0.0/16"],
  cacheMiB: 1024,
};

const SCHEMA = "erpc-config-0.1.2.schema.json";

function validator() {
  return new Ajv({ strict: false }).compile(readSchema(SCHEMA));
}

/** What eRPC does to its configuration before it reads it. */
function expandEnvironment(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{?([A-Za-z0-9_]+)\}?/g, (_, name: string) => variables[name] ?? "");
}

describe("renderErpc", () => {
  testWith(SCHEMA)("has only keys and values that release 0.1.2 knows", () => {
    const validate = validator();
    for (const candidate of [
      settings,
      { ...settings, trustedProxies: [] },
      { ...settings, clientSecretVariable: "CLIENT_SECRET" },
    ]) {
      validate(JSON.parse(JSON.stringify(renderErpc(candidate))));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  testWith(SCHEMA)("would be refused with a key that does not exist", () => {
    const validate = validator();
    expect(validate({ ...JSON.parse(JSON.stringify(renderErpc(settings))), networks: [] })).toBe(false);
  });

  test("refuses calls without the clients' secret where there is one, and only there", () => {
    const [open] = parse(renderErpcFile(settings)).projects;
    expect(open).not.toHaveProperty("auth");
    const text = renderErpcFile({ ...settings, clientSecretVariable: "CLIENT_SECRET" });
    const [project] = parse(expandEnvironment(text, { CLIENT_SECRET: "a: b # c" })).projects;
    expect(project.auth).toEqual({ strategies: [{ type: "secret", secret: { id: "clients", value: "a: b # c" } }] });
    expect(() => renderErpc({ ...settings, clientSecretVariable: "client secret" })).toThrow(/odd name/);
  });

  test("serves every network once and tells each upstream its chain", () => {
    expect(renderErpc(settings)).toMatchObject({
      projects: [
        {
          id: "main",
          networks: [{ evm: { chainId: 1 } }, { evm: { chainId: 560048 } }],
          upstreams: [
            { id: "eth-0", evm: { chainId: 1 }, tags: ["tier:primary"] },
            { id: "provider-a", evm: { chainId: 1 }, tags: ["tier:fallback"] },
            { id: "hoodi-0", evm: { chainId: 560048 }, tags: ["tier:primary"] },
          ],
        },
      ],
    });
  });

  test("lets through the chain's methods and nothing else, whatever a client asks", () => {
    expect(renderErpc(settings)).toMatchObject({
      projects: [
        {
          ignoreMethods: ["*"],
          allowMethods: ["eth_*", "net_version", "net_listening", "web3_clientVersion"],
          allowClientDirectives: "",
        },
      ],
    });
  });

  test("tells clients nothing about upstreams and logs no request bodies", () => {
    expect(renderErpc(settings)).toMatchObject({
      logLevel: "warn",
      server: { includeErrorDetails: false, executionHeaders: "off" },
    });
  });

  test("caches answers of every finality", () => {
    expect(renderErpc(settings)).toMatchObject({
      database: {
        evmJsonRpcCache: {
          policies: [
            { finality: "realtime" },
            { finality: "unfinalized" },
            { finality: "unknown" },
            { finality: "finalized", ttl: 0 },
          ],
        },
      },
    });
  });

  test("keeps each client and the paid provider within their limits, without the tuner that may go down to nothing", () => {
    expect(renderErpc(settings)).toMatchObject({
      rateLimiters: {
        budgets: [
          { id: "per-client", rules: [{ maxCount: 200, perIP: true }] },
          { id: "upstream-provider-a", rules: [{ maxCount: 25, period: "second" }] },
        ],
      },
      projects: [
        {
          rateLimitBudget: "per-client",
          upstreams: [{}, { rateLimitBudget: "upstream-provider-a", rateLimitAutoTune: { enabled: false } }, {}],
        },
      ],
    });
  });

  test("matches special methods before the rest and never hedges a transaction", () => {
    const [network] = parse(renderErpcFile(settings)).projects[0].networks;
    const methods = network.failsafe.map(({ matchMethod }: { matchMethod: string }) => matchMethod);
    expect(methods.at(-1)).toBe("*");
    expect(network.failsafe[methods.indexOf("eth_sendRawTransaction")]).not.toHaveProperty("hedge");
  });

  test("believes X-Forwarded-For of the proxies it was told, and of nobody otherwise", () => {
    expect(renderErpc(settings)).toMatchObject({
      server: { trustedIPForwarders: ["10.0.0.0/16"], trustedIPHeaders: ["X-Forwarded-For"] },
    });
    expect(renderErpc({ ...settings, trustedProxies: [] }).server).not.toHaveProperty("trustedIPHeaders");
  });

  test("refuses a dollar sign anywhere, since eRPC would put a variable there", () => {
    const [first, ...rest] = settings.upstreams;
    if (first === undefined) throw new Error("no upstream");
    const bad = { ...first, name: "a$HOME", endpoint: { url: "http://x/$KEY" } };
    const run = () => renderErpc({ ...settings, upstreams: [bad, ...rest] });
    expect(run).toThrow(/upstreams\.0\.name holds a dollar sign/);
    expect(run).toThrow(/upstreams\.0\.endpoint\.url holds a dollar sign/);
  });

  test("refuses a variable with an odd name", () => {
    const [first] = settings.upstreams;
    if (first === undefined) throw new Error("no upstream");
    const bad = { ...first, endpoint: { environmentVariable: "a}b" } };
    expect(() => renderErpc({ ...settings, upstreams: [bad] })).toThrow(/odd name/);
  });
});

describe("renderErpcFile", () => {
  test("is the same data as YAML, with its address left to the environment", () => {
    const text = renderErpcFile(settings);
    expect(parse(text)).toEqual(JSON.parse(JSON.stringify(renderErpc(settings))));
    expect(text.match(/\$/g)).toHaveLength(1);
    expect(text).toMatch(/endpoint: "\$\{UPSTREAM_PROVIDER_A\}"/);
    expect(text).toContain('executionHeaders: "off"');
  });

  test("no address that a provider hands out can change what the file says", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const text = expandEnvironment(renderErpcFile(settings), { UPSTREAM_PROVIDER_A: address });
        const expected = JSON.parse(JSON.stringify(renderErpc(settings)));
        expected.projects[0].upstreams[1].endpoint = address;
        expect(parse(text)).toEqual(expected);
      }),
    );
  });
});
