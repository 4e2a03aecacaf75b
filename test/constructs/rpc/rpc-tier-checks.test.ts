import { Upstream } from "../../../constructs/rpc";
import { provider, synthTier } from "./rpc-fixtures";
import { StoredSecret } from "./stored-secret";

describe("bad input of a tier", () => {
  test("is reported at once, with the construct path", () => {
    const run = () => synthTier({ replicas: 1, requestsPerSecondPerClient: 0, cacheMiB: 3000, upstreams: [] });
    expect(run).toThrow(/test\/rpc: an RPC tier has too few replicas/);
    expect(run).toThrow(/requestsPerSecondPerClient is not a positive whole number/);
    expect(run).toThrow(/the cache would fill the memory/);
    expect(run).toThrow(/nothing to forward to/);
  });

  test("an upstream that does not say its network needs one when the tier's nodes follow several or none", () => {
    const alone = () => synthTier({ upstreams: [provider()] });
    expect(alone).toThrow(/not clear which network the upstream provider-a follows/);
    const named = Upstream.external("provider-a", {
      endpoint: new StoredSecret("rpc/provider-a", ["endpoint"]),
      network: "ethereum/hoodi",
    });
    expect(() => synthTier({ upstreams: [named] })).not.toThrow();
  });

  test("two upstreams of one name, and a limit too small to share", () => {
    const small = Upstream.external("small", {
      endpoint: new StoredSecret("a", ["b"]),
      requestsPerSecond: 1,
      network: "ethereum/mainnet",
    });
    const run = () => synthTier({ upstreams: [small, small] });
    expect(run).toThrow(/two upstreams of one RPC tier have the same name/);
    expect(run).toThrow(/cannot be shared out/);
  });

  test("an address given as text does not compile, is refused, and is not repeated in the message", () => {
    const address = "https://provider.example/v2/9f8e7d";
    // @ts-expect-error an address is a secret of a store
    const asEndpoint = () => Upstream.external("provider-a", { endpoint: address });
    expect(asEndpoint).toThrow(/endpoint is not a secret but text/);
    expect(asEndpoint).not.toThrow(/9f8e7d/);
    // @ts-expect-error addresses are not passed as text
    const asUpstream = () => synthTier({ upstreams: [address] });
    expect(asUpstream).toThrow(/something it cannot forward to/);
    expect(asUpstream).not.toThrow(/9f8e7d/);
  });

  test("a secret with several values has to say which one is the address", () => {
    const secret = new StoredSecret("rpc/provider-a", ["endpoint", "account"]);
    expect(() => Upstream.external("provider-a", { endpoint: secret })).toThrow(/not clear which value/);
    expect(() => Upstream.external("provider-a", { endpoint: secret, endpointKey: "url" })).toThrow(
      /no value of this name/,
    );
    expect(Upstream.external("provider-a", { endpoint: secret, endpointKey: "endpoint" }).endpointKey).toBe("endpoint");
  });

  test("odd names and limits of an upstream", () => {
    const secret = new StoredSecret("a", ["b"]);
    const run = () => Upstream.external("Provider A", { endpoint: secret, requestsPerSecond: -1 });
    expect(run).toThrow(/does not fit into metrics and variables/);
    expect(run).toThrow(/rate limit of an upstream is not a positive whole number/);
  });
});
