import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { ExistingCluster, helmProviderConfig, kubernetesProviderConfig } from "../../../constructs/cluster";
import { EksCluster, EncryptedStorageClass } from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { only, synthStack } from "../../support/synth";

const network = Network.fromAttributes({
  vpcId: "vpc-1",
  cidr: "10.0.0.0/16",
  region: "eu-central-1",
  zones: ["eu-central-1a"],
  privateSubnetIds: ["subnet-1"],
});
const cluster = EksCluster.fromAttributes({
  clusterName: "prod-main",
  network,
  endpoint: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
  certificateAuthority: "Q0E=",
  clusterSecurityGroupId: "sg-1",
  reservedPurposes: ["validators"],
});

describe("talking to an EKS cluster", () => {
  it("asks for a token when it is needed", () => {
    const { exec, host } = kubernetesProviderConfig(cluster.connection());
    expect(host).toBe("https://ABC.gr7.eu-central-1.eks.amazonaws.com");
    expect(exec).toEqual([
      {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        command: "aws",
        args: ["eks", "get-token", "--cluster-name", "prod-main", "--region", "eu-central-1"],
      },
    ]);
  });

  it("is the same for Helm, whose exec is not a list", () => {
    const helm = helmProviderConfig(
      cluster.connection({ roleArn: "arn:aws:iam::123456789012:role/deploy" }),
    ).kubernetes;
    expect(helm?.exec?.args?.slice(-2)).toEqual(["--role-arn", "arn:aws:iam::123456789012:role/deploy"]);
  });

  it("still proves the other end of a forwarded port", () => {
    const forwarded = kubernetesProviderConfig(cluster.connection({ portForward: { localPort: 8443 } }));
    expect(forwarded.host).toBe("https://localhost:8443");
    const { provider } = synthStack(
      (stack) => {
        new KubernetesProvider(stack, "kubernetes", forwarded);
        new TerraformOutput(stack, "anything", { value: "so that the stack is not empty" });
      },
      { providers: false },
    );
    expect(provider.kubernetes[0].tls_server_name).toMatch(/trimprefix\("https:\/\/ABC\..*", "https:\/\/"\)/);
    expect(provider.kubernetes[0].cluster_ca_certificate).toMatch(/base64decode\("Q0E="\)/);
  });

  it("answers for reserved nodes of a cluster that is already there", () => {
    expect(cluster.reservedNodes("validators")?.nodeSelector).toEqual({ "palisade.dev/purpose": "validators" });
    expect(cluster.reservedNodes("peers")).toBeUndefined();
  });

  it("says where its API is: in its network and behind its Service, whichever block EKS chose", () => {
    expect(cluster.kubernetesApiCidrs).toEqual([network.cidr, "10.100.0.0/16", "172.20.0.0/16"]);
    expect(cluster.hasIpv6).toBe(false);
    const { kubernetesApiCidrs } = EksCluster.fromAttributes({
      clusterName: "x",
      network,
      endpoint: "https://x",
      certificateAuthority: "Q0E=",
      clusterSecurityGroupId: "sg-1",
      serviceCidr: "10.96.0.0/16",
    });
    expect(kubernetesApiCidrs).toEqual([network.cidr, "10.96.0.0/16"]);
  });

  it("refuses an endpoint without TLS", () => {
    const plain = () =>
      EksCluster.fromAttributes({
        clusterName: "x",
        network,
        endpoint: "http://x",
        certificateAuthority: "Q0E=",
        clusterSecurityGroupId: "sg-1",
      });
    expect(plain).toThrow("not an HTTPS address");
  });
});

describe("talking to any cluster", () => {
  const stack = () => new TerraformStack(new App({ skipValidation: true }), "local");

  it("takes a kube context", () => {
    const existing = ExistingCluster.fromKubeContext(stack(), "cluster", { context: "k3d-palisade" });
    expect(kubernetesProviderConfig(existing.connection)).toEqual({
      configPath: "~/.kube/config",
      configContext: "k3d-palisade",
    });
    expect(helmProviderConfig(existing.connection)).toEqual({
      kubernetes: { configPath: "~/.kube/config", configContext: "k3d-palisade" },
    });
    expect(existing).toMatchObject({
      clusterName: "k3d-palisade",
      dnsDomain: "cluster.local",
      spreadsOverZones: false,
    });
    expect(existing.reservedNodes("signers")).toBeUndefined();
  });

  it("passes on what the cluster has", () => {
    const nodes = { nodeSelector: { role: "signers" }, tolerations: [] };
    const existing = ExistingCluster.fromKubeContext(stack(), "cluster", {
      context: "gke",
      storageClassName: "premium-rwo",
      reservedNodes: { signers: nodes },
    });
    expect(existing.storageClassName).toBe("premium-rwo");
    expect(existing.reservedNodes("signers")).toEqual(nodes);
  });

  it("limits where the Kubernetes API is once it knows its network and its Services, and not before", () => {
    const apiCidrs = (known: { privateCidrs?: string[]; serviceCidr?: string }) =>
      ExistingCluster.fromKubeContext(stack(), "cluster", { context: "kind", ...known }).kubernetesApiCidrs;
    const privateCidrs = ["172.18.0.0/16"];
    const serviceCidr = "10.96.0.0/12";
    expect(apiCidrs({ privateCidrs, serviceCidr })).toEqual(["172.18.0.0/16", "10.96.0.0/12"]);
    for (const half of [{}, { privateCidrs }, { serviceCidr }]) expect(apiCidrs(half)).toEqual(["0.0.0.0/0"]);
  });

  it("reports everything wrong at once", () => {
    const bad = () =>
      ExistingCluster.fromKubeContext(stack(), "cluster", {
        context: "",
        kubernetesVersion: "latest",
        privateCidrs: ["all"],
        serviceCidr: "10.96.0.1/12",
      });
    expect(bad).toThrow(
      /local\/cluster: a cluster has no kube context[\s\S]*not a Kubernetes version[\s\S]*not an IPv4[\s\S]*in the middle of itself/,
    );
  });
});

describe("the encrypted storage class", () => {
  it("refuses less than every volume has, all at once", () => {
    const bad = () =>
      synthStack((stack) => {
        new EncryptedStorageClass(stack, "storage", { iops: -1, throughputMiBPerSecond: 100 });
      });
    expect(bad).toThrow(/test\/storage: iops of a storage class[\s\S]*throughputMiBPerSecond of a storage class/);
  });

  it("is not the default where another class is", () => {
    const json = synthStack((stack) => {
      new EncryptedStorageClass(stack, "storage", { name: "chain-data", isDefault: false });
    });
    expect(only(json.resource["kubernetes_storage_class_v1"]).metadata).toMatchObject({
      name: "chain-data",
      annotations: { "storageclass.kubernetes.io/is-default-class": "false" },
    });
  });

  it("is the default, is encrypted and keeps volumes whose claims are gone", () => {
    const json = synthStack((stack) => {
      new EncryptedStorageClass(stack, "storage", { iops: 6000 });
    });
    expect(only(json.resource["kubernetes_storage_class_v1"])).toMatchObject({
      storage_provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true", iops: "6000" },
      reclaim_policy: "Retain",
      volume_binding_mode: "WaitForFirstConsumer",
      metadata: { name: "gp3-encrypted", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    });
  });
});
