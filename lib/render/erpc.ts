import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import { stringifyYaml } from "../core/yaml";
import type { ErpcNetwork, ErpcSettings, ErpcUpstream } from "./erpc-settings";

/** Plain data as eRPC reads it. */
export interface ErpcObject {
  readonly [key: string]: ErpcValue;
}

/** One value of the configuration. */
export type ErpcValue = string | number | boolean | readonly ErpcValue[] | ErpcObject;

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
const CLIENT_BUDGET = "per-client";
/** Name in metrics of whoever shows the secret. */
const CLIENT_ID = "clients";

function dollarInText(path: string, got: string): Problem {
  return {
    what: `${path} holds a dollar sign, which eRPC replaces by an environment variable before it reads its configuration`,
    got,
    allowed: "text without $, or an environment variable named in environmentVariable",
    doThis: "remove the dollar sign, or deliver the value as a secret",
  };
}

function oddVariable(got: string): Problem {
  return {
    what: "an environment variable that holds a secret has an odd name",
    got,
    allowed: "capital letters, digits and underscores, starting with a letter",
    doThis: "rename it",
  };
}

/**
 * The configuration of eRPC as plain data. Every key is one of release 0.1.2, which refuses keys it does not know.
 * Durations are text with a unit: most bare numbers are refused (tried with the program, built from its source).
 *
 * @throws PalisadeError when a text holds a dollar sign, since eRPC expands `${…}` in the whole file
 */
export function renderErpc(settings: ErpcSettings): ErpcObject {
  const check = new Checker(settings.name);
  const { upstreams, clientSecretVariable } = settings;
  const variables = upstreams.flatMap(({ endpoint }) =>
    "environmentVariable" in endpoint ? [endpoint.environmentVariable] : [],
  );
  for (const variable of [...variables, ...(clientSecretVariable === undefined ? [] : [clientSecretVariable])]) {
    check.that(VARIABLE.test(variable), () => oddVariable(variable));
  }
  checkTexts(check, settings, "settings");
  check.done();
  return {
    // Request bodies are logged at info.
    logLevel: "warn",
    clusterKey: settings.name,
    server: renderServer(settings),
    healthCheck: { mode: "simple", defaultEval: "any:initializedUpstreams" },
    metrics: {
      enabled: true,
      listenV4: true,
      hostV4: "0.0.0.0",
      port: settings.metricsPort,
      errorLabelMode: "compact",
      histogramDropLabels: ["user", "composite"],
    },
    database: renderCache(settings.cacheMiB),
    rateLimiters: renderBudgets(settings),
    projects: [renderProject(settings)],
  };
}

/** The configuration file. Every text is quoted, so that an address put in by eRPC cannot change what the file says. */
export function renderErpcFile(settings: ErpcSettings): string {
  return stringifyYaml(renderErpc(settings), {
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    lineWidth: 0,
  });
}

function checkTexts(check: Checker, value: unknown, path: string): void {
  if (typeof value === "string") {
    check.that(!value.includes("$"), () => dollarInText(path, value));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) checkTexts(check, member, `${path}.${key}`);
  }
}

function renderServer(settings: ErpcSettings): ErpcObject {
  return {
    listenV4: true,
    httpHostV4: "0.0.0.0",
    httpPortV4: settings.port,
    maxTimeout: "30s",
    readTimeout: "10s",
    writeTimeout: "35s",
    enableGzip: true,
    // The health check says 503 meanwhile, so that load balancers stop sending before it stops listening.
    waitBeforeShutdown: "20s",
    waitAfterShutdown: "5s",
    // Errors of upstreams can carry their keys, and headers their names.
    includeErrorDetails: false,
    executionHeaders: "off",
    ...(settings.trustedProxies.length === 0
      ? {}
      : { trustedIPForwarders: settings.trustedProxies, trustedIPHeaders: ["X-Forwarded-For"] }),
  };
}

/** Without a policy for each of the four finalities, answers of that kind are never cached. */
function renderCache(cacheMiB: number): ErpcObject {
  const policy = (finality: string, ttl: string | number): ErpcObject => ({
    connector: "memory",
    network: "*",
    method: "*",
    finality,
    empty: "ignore",
    ttl,
    maxItemSize: "1MB",
  });
  return {
    evmJsonRpcCache: {
      connectors: [
        {
          id: "memory",
          driver: "memory",
          memory: { maxItems: 200_000, maxTotalSize: `${cacheMiB}MB`, emitMetrics: true },
        },
      ],
      policies: [
        policy("realtime", "2s"),
        policy("unfinalized", "10s"),
        policy("unknown", "30s"),
        // Zero means for ever: what is final does not change. The size limit makes room.
        policy("finalized", 0),
      ],
    },
  };
}

function renderBudgets({ requestsPerSecondPerClient, upstreams }: ErpcSettings): ErpcObject {
  return {
    store: { driver: "memory" },
    budgets: [
      {
        id: CLIENT_BUDGET,
        rules: [{ method: "*", maxCount: requestsPerSecondPerClient, period: "second", perIP: true }],
      },
      ...upstreams.flatMap(({ name, requestsPerSecond }) =>
        requestsPerSecond === undefined
          ? []
          : [{ id: budgetOf(name), rules: [{ method: "*", maxCount: requestsPerSecond, period: "second" }] }],
      ),
    ],
  };
}

function budgetOf(upstream: string): string {
  return `upstream-${upstream}`;
}

/** With any strategy, calls that satisfy none are refused. The health check is not part of a project. */
function renderAuth(variable: string): ErpcObject {
  return { strategies: [{ type: "secret", secret: { id: CLIENT_ID, value: reference(variable) } }] };
}

function reference(variable: string): string {
  return `\${${variable}}`;
}

function renderProject(settings: ErpcSettings): ErpcObject {
  const networks = networksOf(settings);
  const methods = [...new Set(networks.flatMap(({ rpc }) => rpc.methods))];
  return {
    id: settings.project,
    ...(settings.clientSecretVariable === undefined ? {} : { auth: renderAuth(settings.clientSecretVariable) }),
    scoreMetricsWindowSize: "10s",
    rateLimitBudget: CLIENT_BUDGET,
    // Clients do not choose the upstream, skip the cache or switch checks off.
    allowClientDirectives: "",
    // allowMethods alone adds to what is allowed already, which is everything.
    ignoreMethods: ["*"],
    allowMethods: methods,
    upstreamDefaults: {
      failsafe: [
        {
          matchMethod: "*",
          timeout: { duration: "8s" },
          circuitBreaker: {
            failureThresholdCount: 20,
            failureThresholdCapacity: 80,
            halfOpenAfter: "30s",
            successThresholdCount: 3,
            successThresholdCapacity: 5,
          },
        },
      ],
    },
    networks: networks.map(renderNetwork),
    upstreams: settings.upstreams.map(renderUpstream),
  };
}

function renderNetwork({ alias, chainId, rpc }: ErpcNetwork): ErpcObject {
  return {
    architecture: rpc.architecture,
    alias,
    evm: {
      chainId,
      getLogsMaxAllowedRange: rpc.logsRangeBlocks,
      getLogsSplitOnError: true,
      idempotentTransactionBroadcast: true,
    },
    // The first entry that matches wins, so the special ones stand first.
    failsafe: [
      {
        // Sent to as few upstreams as will take it.
        matchMethod: "eth_sendRawTransaction",
        timeout: { duration: "20s" },
        retry: { maxAttempts: 2, delay: "200ms" },
      },
      {
        // Heavy: asking a second upstream at the same time would double the load that makes it slow.
        matchMethod: "eth_getLogs|eth_getBlockReceipts",
        timeout: { duration: "25s" },
        retry: { maxAttempts: 2, delay: "200ms" },
      },
      {
        matchMethod: "*",
        timeout: { duration: "15s" },
        retry: { maxAttempts: 3, delay: "100ms", backoffFactor: 1.5, backoffMaxDelay: "2s", jitter: "100ms" },
        hedge: { delay: { quantile: 0.95, min: "200ms", max: "2s" }, maxCount: 1 },
      },
    ],
    directiveDefaults: { retryEmpty: true, enforceHighestBlock: true },
  };
}

function networksOf({ upstreams }: ErpcSettings): readonly ErpcNetwork[] {
  return [...new Map(upstreams.map(({ network }) => [network.chainId, network])).values()];
}

function renderUpstream({ name, network, endpoint, kind, requestsPerSecond }: ErpcUpstream): ErpcObject {
  return {
    id: name,
    type: network.rpc.architecture,
    endpoint: "url" in endpoint ? endpoint.url : reference(endpoint.environmentVariable),
    // The default policy asks everything else before what is tagged as fallback.
    tags: [kind === "own" ? "tier:primary" : "tier:fallback"],
    evm: {
      chainId: network.chainId,
      statePollerInterval: "6s",
      skipWhenSyncing: network.rpc.skipWhenSyncing,
    },
    ...(requestsPerSecond === undefined
      ? {}
      : {
          rateLimitBudget: budgetOf(name),
          // A budget turns on a tuner that may lower it to nothing.
          rateLimitAutoTune: { enabled: false },
        }),
  };
}
