import { Controller } from "../../../constructs/core/controller";
import { Exposure } from "../../../constructs/core/exposure";
import { Workload } from "../../../constructs/core/workload";
import { RpcAccess } from "../../../constructs/rpc";
import { webContainer } from "../../support/fixtures";
import { type Json, only } from "../../support/synth";
import { configurationOf, gatewayOf, place, policyOf, synthTier } from "./rpc-fixtures";
import { StoredSecret } from "./stored-secret";

const published = Exposure.publicTls({ domain: "rpc.example.org", clusterIssuer: "letsencrypt" });

describe("who reaches a tier", () => {
  test("nobody unless asked", () => {
    const stack = synthTier();
    expect(policyOf(stack, "rpc").ingress).toEqual([]);
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    expect(services.filter(({ metadata }) => metadata.name.startsWith("rpc")).map(({ spec }) => spec.type)).toEqual([
      "ClusterIP",
    ]);
    expect(configurationOf(stack).server).not.toHaveProperty("trustedIPHeaders");
  });

  test("a workload that was granted use, on the port for calls, on both sides", () => {
    const stack = synthTier({}, (tier, scope) => {
      const app = new Workload(scope, "app", {
        ...place,
        identity: { kind: "workload", name: "app" },
        controller: Controller.deployment({ replicas: 1 }),
        containers: [webContainer],
      });
      tier.grantUse(app);
    });
    expect(policyOf(stack, "rpc").ingress.map(({ ports }: Json) => ports)).toEqual([
      [{ port: "4000", protocol: "TCP" }],
    ]);
    expect(policyOf(stack, "app").egress.at(-1).ports).toEqual([{ port: "4000", protocol: "TCP" }]);
  });

  test("the private network through an internal load balancer, which forwards connections and no header", () => {
    const stack = synthTier({ exposure: Exposure.privateNetwork() });
    const services: Json[] = Object.values(stack.resource["kubernetes_service_v1"] ?? {});
    const [balancer] = services.filter(({ spec }) => spec.type === "LoadBalancer");
    expect(balancer.spec.port.map(({ port }: Json) => port)).toEqual([4000]);
    expect(balancer.spec.load_balancer_source_ranges).toEqual(["10.0.0.0/16"]);
    expect(configurationOf(stack).server).not.toHaveProperty("trustedIPForwarders");
  });

  test("a header is believed from the named proxies alone", () => {
    const trustedProxyCidrs = ["10.0.128.0/21", "10.0.136.0/21"];
    const { server } = configurationOf(synthTier({ trustedProxyCidrs }));
    expect(server).toMatchObject({ trustedIPForwarders: trustedProxyCidrs, trustedIPHeaders: ["X-Forwarded-For"] });
    expect(() => synthTier({ trustedProxyCidrs: ["10.0.128.0"] })).toThrow(/10\.0\.128\.0/);
  });

  test("the public only after somebody said whose calls are answered", () => {
    expect(() => synthTier({ exposure: published })).toThrow(/does not say whose calls it answers/);
    expect(() => synthTier({ exposure: Exposure.privateNetwork() })).not.toThrow();
    expect(configurationOf(synthTier()).projects[0]).not.toHaveProperty("auth");
  });

  test("with a client secret those who show it: the value comes from the store", () => {
    const secret = new StoredSecret("rpc/clients", ["token"]);
    const stack = synthTier({ exposure: published, access: RpcAccess.secret(secret) });
    expect(secret.readers).toEqual(["rpc"]);
    expect(gatewayOf(stack).env.find(({ name }: Json) => name === "CLIENT_SECRET").value_from).toEqual({
      secret_key_ref: { name: "rpc-rpc-clients", key: "token" },
    });
    expect(configurationOf(stack).projects[0].auth.strategies).toEqual([
      { type: "secret", secret: { id: "clients", value: ["$", "{CLIENT_SECRET}"].join("") } },
    ]);
  });

  test("a client secret is one value of a store", () => {
    const two = new StoredSecret("rpc/clients", ["current", "next"]);
    expect(() => RpcAccess.secret(two)).toThrow(/not clear which value of the secret is the one that clients show/);
    expect(() => RpcAccess.secret(two, "old")).toThrow(/no value of this name/);
    expect(RpcAccess.secret(two, "next").client?.key).toBe("next");
    // @ts-expect-error a secret is not passed as text
    const asText = () => RpcAccess.secret("9f8e7d");
    expect(asText).toThrow(/secret is not a secret but text/);
    expect(asText).not.toThrow(/9f8e7d/);
  });

  test("the public through TLS, never the metrics", () => {
    let address: string | undefined;
    const stack = synthTier({ exposure: published, access: RpcAccess.anonymous() }, (tier) => {
      address = tier.publicUrlFor();
    });
    const ingress = only(stack.resource["kubernetes_ingress_v1"]).spec;
    expect(ingress.rule[0].http.path[0].backend.service.port.name).toBe("http");
    expect(JSON.stringify(policyOf(stack, "rpc").ingress)).not.toContain("4001");
    expect(address).toBe("https://rpc.example.org/main/evm/1");
  });
});
