import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { synthesize } from "../../constructs/core/synthesize";
import { planSubnets } from "../../lib/core/subnet-plan";
import { declareEnvironment } from "../../stacks/declare-environment";
import { environments } from "../../stacks/environments";
import { PROD } from "../../stacks/environments/prod";
import { vaultFacts } from "../../stacks/vault-facts";
import { resourcesOf } from "../support/environments";
import { type Json, only, synthApp } from "../support/synth";

const stacks = synthApp((app) => declareEnvironment(app, PROD));

function stack(role: string) {
  const found = stacks[`prod-${role}`];
  if (found === undefined) throw new Error(`no stack ${role}; there are ${Object.keys(stacks).join(", ")}`);
  return found;
}

function environmentOf(role: string, workload: string): Json[] {
  const pods = resourcesOf(stack(role)).filter(({ body }) => body.metadata?.name === workload);
  const [variables] = pods.flatMap(({ body }) => {
    const template = body.spec?.template ?? body.spec?.job_template?.spec?.template;
    return template === undefined ? [] : [template.spec.container[0].env];
  });
  return variables ?? [];
}

describe("the RPC tier in production", () => {
  const ingress = only(stack("rpc").resource["kubernetes_ingress_v1"]);
  const [text] = Object.values<string>(only(stack("rpc").resource["kubernetes_config_map_v1"]).data);
  const configuration = parse((text ?? "").replaceAll("$${", "${"));

  test("stands behind a load balancer that faces the internet and speaks TLS alone", () => {
    expect(ingress.spec.ingress_class_name).toBe("alb");
    expect(ingress.spec.tls).toEqual([{ hosts: ["rpc.example.org"] }]);
    expect(ingress.metadata.annotations).toMatchObject({
      "alb.ingress.kubernetes.io/scheme": "internet-facing",
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]',
      "alb.ingress.kubernetes.io/certificate-arn": expect.stringMatching(/^arn:aws:acm:eu-central-1:333333333333:/),
      "alb.ingress.kubernetes.io/ssl-policy": expect.stringContaining("TLS13-1-2"),
      "alb.ingress.kubernetes.io/healthcheck-path": "/healthcheck",
    });
  });

  test("answers nobody without the clients' secret, which its own agents are given", () => {
    expect(configuration.projects[0].auth.strategies).toHaveLength(1);
    const variable = environmentOf("rpc", "rpc").find(({ name }) => name === "CLIENT_SECRET");
    expect(variable.value_from.secret_key_ref.key).toBe("token");
    const own = environmentOf("agents", "chain-reporter").find(({ name }) => name === "RPC_SECRET_FILE");
    expect(own.value).toMatch(/^\/var\/run\/agent-secrets\/.*\/token$/);
  });

  test("believes the header of its load balancer, and of no pod", () => {
    const { public: publicBlocks } = planSubnets("10.64.0.0/16", 3);
    expect(configuration.server.trustedIPForwarders).toEqual(publicBlocks);
  });
});

describe("volumes in production", () => {
  const classes: Json[] = Object.values(stack("platform").resource["kubernetes_storage_class_v1"] ?? {});

  test("with chain data are faster than those of everything else, and as safe", () => {
    const chain = classes.find(({ metadata }) => metadata.name === "chain-data");
    expect(chain.parameters).toMatchObject({ encrypted: "true", iops: "8000", throughput: "700" });
    expect(chain.reclaim_policy).toBe("Retain");
    const claims = resourcesOf(stack("nodes")).flatMap(({ body }) => body.spec?.volume_claim_template ?? []);
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.map(({ spec }: Json) => spec.storage_class_name)).toEqual(claims.map(() => "chain-data"));
  });

  test("that name no class get one class and no other", () => {
    const standard = classes.filter(
      ({ metadata }) => metadata.annotations["storageclass.kubernetes.io/is-default-class"] === "true",
    );
    expect(standard.map(({ metadata }) => metadata.name)).toEqual(["gp3-encrypted"]);
  });
});

describe("what holds keys and secrets in production", () => {
  const { signers, vault } = PROD;
  if (signers === undefined || vault.kind !== "own") throw new Error("prod has no signers or no Vault of its own");

  test("tells the topic of the audit stack what happens to its keys, and none that nobody made", () => {
    const { name } = only(stack("audit").resource["aws_sns_topic"]);
    const arn = `arn:aws:sns:eu-central-1:333333333333:${name}`;
    expect(vault.seal.alarmTopicArn).toBe(arn);
    const targets: Json[] = Object.values(stack("signers").resource["aws_cloudwatch_event_target"] ?? {});
    expect(targets.map((target) => target.arn)).toEqual([arn]);
  });

  test("is reached where its own stack puts it", () => {
    const { address: url } = vaultFacts(PROD);
    expect(JSON.stringify(stack("rpc").resource)).toContain(url);
    const { values } = only(stack("vault").resource["helm_release"]);
    expect([JSON.parse(values[0]).fullnameOverride, url]).toEqual([
      "vault",
      "https://vault.vault.svc.cluster.local:8200",
    ]);
  });

  test("lets the operator take on every role that reads a login, and no other", () => {
    const named =
      JSON.stringify(stack("signers").resource["helm_release"]).match(/aws_iam_role\.[^.]+(?=\.arn)/g) ?? [];
    expect(named).toHaveLength(2);
    const roles = stack("signers").resource["aws_iam_role"] ?? {};
    const [grant] = Object.values<Json>(stack("platform").resource["aws_iam_role_policy"] ?? {})
      .flatMap(({ policy }) => JSON.parse(policy).Statement)
      .filter(({ Sid }) => Sid === "TakeOnRolesThatReadALogin");
    for (const address of named) {
      expect(grant.Resource).toEqual([`arn:aws:iam::333333333333:role${roles[address.split(".")[1] ?? ""].path}*`]);
    }
  });

  test("lets Terraform in as the run that applies it, with no token anywhere", () => {
    const [provider] = stack("rpc").provider.vault;
    expect(provider).toEqual({
      address: "https://127.0.0.1:8200",
      auth_login_jwt: [{ mount: "terraform", role: "terraform" }],
    });
  });

  test("runs on nodes with nothing else on them", () => {
    const pods = resourcesOf(stack("signers")).filter(({ body }) =>
      String(body.spec?.template?.metadata?.labels?.["palisade.dev/kind"]).startsWith("signer"),
    );
    expect(pods).toHaveLength(2);
    for (const { body } of pods) {
      expect(body.spec.template.spec.node_selector).toEqual({ "palisade.dev/purpose": "signers" });
    }
  });

  test("has the guard between those who pay and the wallet, with the limits of the environment", () => {
    const policies: Json[] = Object.values(stack("signers").resource["kubernetes_config_map_v1"] ?? {});
    const found = policies.flatMap(({ data }) => (data["policy.json"] === undefined ? [] : [data["policy.json"]]));
    expect(found.map((text) => JSON.parse(text))).toMatchObject([
      { enforcedBy: "payouts-guard", grants: [{ reader: "payments/payouts-payer", perDayWei: "1000000000000000000" }] },
    ]);
  });
});

describe("images in production", () => {
  test("are warned about while images.lock.json has no entry for them, and those of other environments are not", () => {
    const output = mkdtempSync(join(tmpdir(), "palisade-production-"));
    try {
      const stacks = synthesize(
        { outputDirectory: join(output, "out"), imageLock: join(output, "none.json") },
        (app) => {
          for (const environment of environments) declareEnvironment(app, environment);
        },
      );
      const warned = stacks.filter(({ warnings }) => warnings.some(({ what }) => what.endsWith("that day")));
      expect(warned.map(({ name }) => name)).toEqual([
        "prod-guard",
        "prod-trust",
        "prod-nodes",
        "prod-signers",
        "prod-rpc",
        "prod-agents",
      ]);
      const images = warned.flatMap(({ warnings }) => warnings.map(({ what }) => what.split(" ")[2]));
      expect([...new Set(images)].sort()).toEqual([
        "docker.io/istio/install-cni:1.30.3-distroless",
        "docker.io/istio/pilot:1.30.3-distroless",
        "docker.io/istio/ztunnel:1.30.3-distroless",
        "flyway/flyway:12.4.0",
        "ghcr.io/erpc/erpc:0.1.2",
        "ghcr.io/paradigmxyz/reth:v2.10.1",
        "mirror.gcr.io/aquasec/trivy:0.72.0",
        "registry.example.org/agents/runtime:1.4.0",
        "sigp/lighthouse:v8.3.3",
      ]);
    } finally {
      rmSync(output, { recursive: true });
    }
  });
});
