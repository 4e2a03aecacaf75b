import { declareEnvironment } from "../../stacks/declare-environment";
import { type EnvironmentSpec, isAwsEnvironment } from "../../stacks/environment";
import { DEV } from "../../stacks/environments/dev";
import { LOCAL } from "../../stacks/environments/local";
import { type Json, type SynthesizedJson, synthApp } from "../support/synth";

function synth(environment: EnvironmentSpec): Record<string, SynthesizedJson> {
  return synthApp((app) => declareEnvironment(app, environment));
}

/** The configuration of a provider in one stack. */
function providerOf(stacks: Record<string, SynthesizedJson>, stack: string, provider: string): Json {
  return stacks[stack]?.["provider"][provider][0];
}

/** Ports that the External Secrets Operator may send to. */
function operatorPorts(stacks: Record<string, SynthesizedJson>, stack: string): readonly number[] {
  const releases: Json[] = Object.values(stacks[stack]?.resource["helm_release"] ?? {});
  const { values } = releases.find(({ chart }) => chart === "external-secrets");
  const rules: Json[] = JSON.parse(values[0]).networkPolicy.egress;
  return rules.flatMap(({ ports }) => ports.map(({ port }: Json) => port));
}

function onAws(changes: { readonly portForward: { readonly localPort: number } }): EnvironmentSpec {
  if (!isAwsEnvironment(DEV)) throw new Error("dev is not on AWS");
  return { ...DEV, platform: { ...DEV.platform, ...changes } };
}

describe("the way to a private cluster", () => {
  const direct = synth(DEV);
  const forwarded = synth(onAws({ portForward: { localPort: 9443 } }));

  test("is its own address, from inside the network", () => {
    expect(providerOf(direct, "dev-platform", "kubernetes").host).toContain(".endpoint");
    expect(providerOf(direct, "dev-platform", "kubernetes")).not.toHaveProperty("tls_server_name");
  });

  test("is a forwarded port in every stack that speaks to it, with the real name in the certificate", () => {
    for (const stack of ["platform", "secrets", "monitoring", "nodes", "rpc", "agents"].map((role) => `dev-${role}`)) {
      const settings = { host: "https://localhost:9443", tls_server_name: expect.stringContaining(".endpoint") };
      expect(providerOf(forwarded, stack, "kubernetes")).toMatchObject(settings);
      expect(providerOf(forwarded, stack, "helm").kubernetes).toMatchObject(settings);
    }
  });

  test("is the port that the command of the cluster's stack forwards", () => {
    const command = (stacks: Record<string, SynthesizedJson>) =>
      stacks["dev-cluster"]?.["output"]["forward_command"].value;
    expect(command(forwarded)).toContain("localPortNumber=9443");
    expect(command(direct)).toContain("localPortNumber=8443");
  });
});

describe("the address of Vault", () => {
  const local = synth(LOCAL);

  test("is another for Terraform than for pods, where no cluster name resolves outside", () => {
    for (const stack of ["local-secrets", "local-rpc", "local-agents"]) {
      expect(providerOf(local, stack, "vault").address).toBe("http://127.0.0.1:8200");
    }
    expect(JSON.stringify(local["local-rpc"]?.resource)).toContain("http://vault.vault.svc.cluster.local:8200");
    expect(JSON.stringify(local["local-rpc"]?.resource)).not.toContain("127.0.0.1");
  });

  test("opens its own port to the operator that reads it", () => {
    const vault = { kind: "existing", mount: "apps", kubernetesAuthPath: "kubernetes" } as const;
    const behind = (address: string) =>
      operatorPorts(synth({ ...LOCAL, vault: { ...vault, address } }), "local-platform");
    expect(operatorPorts(local, "local-platform")).toEqual([53, 53, 443, 6443, 8200]);
    expect(behind("https://vault.example.org:9200")).toEqual([53, 53, 443, 6443, 9200]);
    expect(behind("https://vault.example.org")).toEqual([53, 53, 443, 6443, 443]);
  });
});

describe("the agents that are shipped", () => {
  test("reach their model, and have the key for it", () => {
    for (const [key, agent] of Object.entries(LOCAL.agents)) {
      expect([key, agent.usesInternet]).toEqual([key, true]);
      expect(Object.values(agent.secretPaths ?? {})).toContainEqual(["model-gateway-key"]);
    }
  });
});
