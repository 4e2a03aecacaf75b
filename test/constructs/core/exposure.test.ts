import { Exposure } from "../../../constructs/core/exposure";

describe("an exposure", () => {
  it("is one of four, and only the public one has TLS options", () => {
    expect(
      [Exposure.cluster(), Exposure.privateNetwork(), Exposure.peers()].map(({ kind, tls }) => [kind, tls]),
    ).toEqual([
      ["cluster", undefined],
      ["privateNetwork", undefined],
      ["peers", undefined],
    ]);
    const tls = { domain: "rpc.example.org", ingressClassName: "nginx", clusterIssuer: "letsencrypt" };
    expect(Exposure.publicTls(tls)).toMatchObject({ kind: "publicTls", tls });
  });

  it.each(["rpc.example.org", "xn--bcher-kva.example", "1.example.org", `${"a".repeat(63)}.example.org`])(
    "takes the host name %s",
    (domain) => {
      expect(Exposure.publicTls({ domain, clusterIssuer: "letsencrypt" }).tls?.domain).toBe(domain);
    },
  );

  it.each([
    "",
    "localhost",
    "RPC.example.org",
    "https://rpc.example.org",
    "rpc.example.org/path",
    "rpc.example.org:443",
    "rpc.example.org.",
    "*.example.org",
    "-rpc.example.org",
    "rpc-.example.org",
    "rpc..example.org",
    "rpc_1.example.org",
    "10.0.0.1",
    `${"a".repeat(64)}.example.org`,
    `${"a.".repeat(126)}org`,
    "rpc.example.org\n",
  ])("refuses the host name %j", (domain) => {
    expect(() => Exposure.publicTls({ domain, clusterIssuer: "letsencrypt" })).toThrow(
      "a public exposure has no proper host name",
    );
  });

  it("says whom its load balancer sends from, if at all", () => {
    const exposed = (loadBalancerCidrs: readonly string[]) => () =>
      Exposure.publicTls({ domain: "rpc.example.org", certificate: "controller", loadBalancerCidrs });
    expect(exposed(["10.0.0.0/24"])().tls?.loadBalancerCidrs).toEqual(["10.0.0.0/24"]);
    expect(exposed([])).toThrow(/names no block that its load balancer sends from/);
    expect(exposed(["10.0.0.0"])).toThrow(/10\.0\.0\.0/);
  });

  it("says where its certificate comes from, and says it once", () => {
    const domain = "rpc.example.org";
    expect(() => Exposure.publicTls({ domain })).toThrow("a public exposure has no certificate");
    expect(() => Exposure.publicTls({ domain, clusterIssuer: "letsencrypt", certificate: "controller" })).toThrow(
      "two sources of its certificate",
    );
    expect(Exposure.publicTls({ domain, certificate: "controller" }).tls?.certificate).toBe("controller");
  });
});
