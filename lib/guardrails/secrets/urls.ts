import { isStandIn, looksRandom } from "./random-value";
import type { SecretKind } from "./secret-kind";

const URL_TEXT = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>\\,]{4,2048}/gi;

/** Domains of companies that sell access to nodes and know their customers by a key in the URL. Their own documentation. */
const PROVIDERS: readonly string[] = [
  ...["infura.io", "alchemy.com", "alchemyapi.io", "quiknode.pro", "ankr.com", "chainstack.com", "p2pify.com"],
  ...["drpc.org", "drpc.live", "blastapi.io", "getblock.io", "helius-rpc.com", "nodereal.io", "tenderly.co"],
  ...["onfinality.io", "moralis-nodes.com", "rpcfast.com", "blockpi.network", "zan.top"],
];

const PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:([^\s/?#@]+)@[^\s/?#@]/i;
const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;
const KEY = /^[A-Za-z0-9_-]{20,128}$/;

/** Secrets in the URLs of a text: passwords, and keys of RPC providers. */
export function urlSecretsIn(text: string): readonly SecretKind[] {
  const kinds: SecretKind[] = [];
  for (const [url] of text.matchAll(URL_TEXT)) {
    const [, password] = PASSWORD.exec(url) ?? [];
    if (password !== undefined && !isStandIn(decoded(password))) kinds.push("url-password");
    if (isOfProvider(url) && keyPartsOf(url).some(isKey)) kinds.push("rpc-provider-key");
  }
  return kinds;
}

function isOfProvider(url: string): boolean {
  const host = (/^[^:]+:\/\/(?:[^/?#@]*@)?([^/?#:@]+)/.exec(url)?.[1] ?? "").toLowerCase();
  return PROVIDERS.some((domain) => host.endsWith(`.${domain}`));
}

/** Parts of the path and values of the query. */
function keyPartsOf(url: string): readonly string[] {
  return url.replace(/^[^:]+:\/\/[^/?#]*/, "").split(/[/?&=#]/);
}

function isKey(part: string): boolean {
  return KEY.test(part) && (UUID.test(part) || looksRandom(part));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
