import { Construct } from "constructs";
import { NITRO_ENCLAVES_DEVICE_PLUGIN_CHART } from "../../lib/catalogue/charts/nitro-enclaves-device-plugin";
import { CUSTODY, type CurveName, type CustodySpec } from "../../lib/catalogue/keys";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type IamStatement, refuseLoss } from "../../lib/render/iam-policy";
import { keySourceRunbook } from "../../lib/render/key-runbook";
import { reportKeyChanges } from "../core/change-report";
import { ChartPods } from "../core/chart-pods";
import type { ReservedNodes } from "../core/cluster";
import { EncryptionKey } from "../core/encryption-key";
import { HelmChart } from "../core/helm-chart";
import { markIdentity } from "../core/identity";
import { Namespace } from "../core/namespace";
import type { EksNodes } from "../eks";
import { claimKeys } from "./key-registry";
import type { IKeySource } from "./key-source";
import { loadEks } from "./load-eks";
import { checkNitroEnclave } from "./nitro-enclave-checks";
import { type NitroEnclaveProps, nodeGroupName } from "./nitro-enclave-props";
import { noteKeySource } from "./noted-key-sources";

/** Key pairs that KMS makes for an enclave (AWS KMS API Reference, GenerateDataKeyPair). */
const KEY_PAIR_SPECS: Readonly<Partial<Record<CurveName, string>>> = {
  secp256k1: "ECC_SECG_P256K1",
  ed25519: "ECC_NIST_EDWARDS25519",
};
/** Where the device plugin's chart is meant to be installed (its README). */
const PLUGIN_NAMESPACE = "kube-system";
/** Label `name` of the pods that the chart makes. */
const PLUGIN_PODS = "aws-nitro-enclaves-k8s-dp";

/**
 * Keys that are in clear only inside an enclave of one image. KMS makes them for the enclave and encrypts them under a key
 * that nobody else can decrypt with: neither the nodes, nor the pods, nor whoever administers the key.
 */
export class NitroEnclaveKeys extends Construct implements IKeySource {
  public readonly name: string;
  public readonly custody: CustodySpec = CUSTODY["nitro-enclave"];
  public readonly curve: CurveName;
  public readonly keys: readonly string[];
  public readonly runbook: string;
  /** ARN of the key under which the signing keys are encrypted, as a live reference. */
  public readonly keyArn: string;
  /** Its alias, plain text: what the enclave names it by. */
  public readonly alias: string;
  /** How the pods that start enclaves get onto the nodes that are reserved for them. */
  public readonly reservedNodes: ReservedNodes;
  /** What such a pod asks for, as requests and limits: the device, its processors, and the enclave's memory. */
  public readonly podResources: Readonly<Record<string, string>>;
  /** Steps that only a person can do, in their order. */
  public readonly toComplete: readonly string[];

  /** @throws PalisadeError listing every problem of the props, and every key that another source holds */
  public constructor(scope: Construct, id: string, props: NitroEnclaveProps) {
    super(scope, id);
    checkNitroEnclave(this.node.path, props);
    const { name, curve, cluster, images, signerPcr8 } = props;
    this.keys = [`nitro-enclave:${this.node.path}`, ...(props.keys ?? [])];
    claimKeys(this, "source", this.keys);
    const { enclave, ...group } = props.nodes;
    const eks = loadEks();
    const nodes = new eks.EksNodes(this, "nodes", {
      ...group,
      cluster,
      name: nodeGroupName(name),
      enclaves: { ...enclave, reservedFor: name },
    });
    this.name = name;
    this.curve = curve;
    this.reservedNodes = eks.reservedEnclaveNodes(name);
    this.podResources = podResources(enclave);
    markIdentity(this, { kind: "key", name });
    const keyPairSpec = KEY_PAIR_SPECS[curve] ?? "";
    const key = new EncryptionKey(this, "key", {
      name: `${name}-enclave`,
      description: props.description,
      // Who may change the policy could let themselves in, and the topic hears of it.
      accountMay: "administer",
      statements: [
        ...enclaveStatements(props, keyPairSpec),
        refuseLoss(["kms:ScheduleKeyDeletion"], props.breakGlassRoleArns),
      ],
    });
    this.keyArn = key.keyArn;
    this.alias = key.aliasName;
    reportKeyChanges(this, `key of the enclave ${name}`, key, props.alarmTopicArn);
    this.installPlugin(props, nodes);
    this.toComplete = personSteps(this.alias, keyPairSpec);
    this.runbook = keySourceRunbook({
      custody: this.custody,
      name,
      keys: this.keys,
      facts: {
        alias: this.alias,
        "construct path": this.node.path,
        signs: props.description,
        cluster: cluster.clusterName,
        "nodes with": `${Object.entries(this.reservedNodes.nodeSelector)[0]?.join("=")}`,
        "images (PCR0)": images.join(", "),
        "signed with (PCR8)": signerPcr8 ?? "not asked for",
      },
      toComplete: this.toComplete,
    });
    noteKeySource(this, this);
  }

  /**
   * On the nodes of this source alone. It shows no metrics and nothing watches it by itself: without it the pods that ask
   * for an enclave stay pending, which the alerts on them tell.
   */
  private installPlugin({ name, cluster }: NitroEnclaveProps, nodes: EksNodes): void {
    const namespace = Namespace.fromName(PLUGIN_NAMESPACE);
    const { nodeSelector, tolerations } = this.reservedNodes;
    const releaseName = physicalName([`enclaves-${name}`], NameRules.helmRelease);
    new HelmChart(this, "device-plugin", {
      chart: NITRO_ENCLAVES_DEVICE_PLUGIN_CHART,
      namespace,
      releaseName,
      values: {
        fullnameOverride: releaseName,
        awsNitroEnclavesK8SDaemonset: { nodeSelector, tolerations: [...tolerations] },
        kubernetesClusterDomain: cluster.dnsDomain,
      },
      dependsOn: [nodes.group.resource],
    });
    // It talks to the kubelet through a socket, and to nobody over the network.
    new ChartPods(this, "device-plugin-pods", {
      cluster,
      namespace,
      name: releaseName,
      podLabels: { name: PLUGIN_PODS, "app.kubernetes.io/instance": releaseName },
      identity: { kind: "operator", name: releaseName },
      ports: {},
      kubernetesApiAccess: false,
    });
  }
}

/**
 * What the enclave may, and nobody without one: KMS answers in a form that only it can read. KMS has these conditions for
 * no operation that signs (AWS KMS Developer Guide, "Condition keys for attested platforms").
 */
function enclaveStatements(
  { role, images, signerPcr8 }: NitroEnclaveProps,
  keyPairSpec: string,
): readonly IamStatement[] {
  const principals = { AWS: [role.roleArn] };
  const attested = {
    StringEqualsIgnoreCase: {
      "kms:RecipientAttestation:ImageSha384": images,
      ...(signerPcr8 === undefined ? {} : { "kms:RecipientAttestation:PCR8": signerPcr8 }),
    },
  };
  return [
    { sid: "EnclaveDecrypts", principals, actions: ["kms:Decrypt"], resources: ["*"], conditions: attested },
    {
      sid: "EnclaveMakesKeys",
      principals,
      actions: ["kms:GenerateDataKeyPair"],
      resources: ["*"],
      conditions: { ...attested, StringEquals: { "kms:DataKeyPairSpec": keyPairSpec } },
    },
  ];
}

/** Source: AWS Nitro Enclaves User Guide, "Using Nitro Enclaves with Amazon EKS", step 5. */
function podResources({
  memoryMiB,
  cpuCount,
}: NitroEnclaveProps["nodes"]["enclave"]): Readonly<Record<string, string>> {
  return {
    "aws.ec2.nitro/nitro_enclaves": "1",
    "aws.ec2.nitro/nitro_enclaves_cpus": String(cpuCount),
    [`hugepages-${loadEks().enclavePages(memoryMiB)}`]: `${memoryMiB}Mi`,
  };
}

function personSteps(alias: string, keyPairSpec: string): readonly string[] {
  return [
    "Build the enclave's image from sources that you read, on two machines, and compare PCR0: `nitro-cli build-enclave --docker-uri <image> --output-file <file>.eif`. Add `--private-key` and `--signing-certificate` if `signerPcr8` asks for a signature.",
    "Write PCR0 into `images`, PCR8 into `signerPcr8`, and apply.",
    "Put the image into the pods that start it, with `podResources`, `reservedNodes` and the service account of the role. Never start it with `--debug-mode` or `--attach-console`.",
    `Let the enclave make the first key: \`GenerateDataKeyPair\` on \`${alias}\`, \`${keyPairSpec}\`, with its attestation document as \`Recipient\`. Nobody outside of it ever has the private half.`,
    "Store what KMS returned as `PrivateKeyCiphertextBlob` in two places: without it the address is lost.",
    "Try to decrypt it with the role, and without an enclave: KMS has to answer AccessDenied.",
    "Write the address of the public half into `keys`.",
  ];
}
