import { problemsOf } from "../../support/refusals";
import { only, type SynthesizedJson, synthStack } from "../../support/synth";
import { enclaveIn, enclaveWithoutSigner, PCR0, PCR8, TOPIC } from "./key-fixtures";
import { actionsOf, fresh, statements, untyped } from "./key-source-fixture";

const ZEROS = "0".repeat(96);
const userData = (json: SynthesizedJson): string =>
  Buffer.from(only(json.resource["aws_launch_template"]).user_data, "base64").toString();

describe("a key that is in clear in an enclave alone", () => {
  const stack = synthStack((scope) => void enclaveIn(scope));
  const conditions = {
    StringEqualsIgnoreCase: {
      "kms:RecipientAttestation:ImageSha384": [PCR0],
      "kms:RecipientAttestation:PCR8": PCR8,
    },
  };

  it("is decrypted, and made, by the role in an enclave of that image, and by nobody else", () => {
    const ofRole = statements(stack).filter(({ Principal }) => JSON.stringify(Principal).includes("role-hot-wallet"));
    expect(ofRole.map(({ Effect, Action, Condition }) => ({ Effect, Action, Condition }))).toEqual([
      { Effect: "Allow", Action: ["kms:Decrypt"], Condition: conditions },
      {
        Effect: "Allow",
        Action: ["kms:GenerateDataKeyPair"],
        Condition: { ...conditions, StringEquals: { "kms:DataKeyPairSpec": "ECC_SECG_P256K1" } },
      },
    ]);
    expect(statements(stack)).toHaveLength(4);
    // With the key all that was encrypted under it is lost.
    expect(statements(stack)[3]).toMatchObject({ Effect: "Deny", Principal: "*", Action: ["kms:ScheduleKeyDeletion"] });
  });

  it("is administered by the account, which can neither use it nor hand its use on", () => {
    const actions = actionsOf(stack, ":root");
    expect(actions).toEqual(expect.arrayContaining(["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]));
    expect(actions.filter((action) => /Decrypt|Encrypt|Generate|CreateGrant|\*/.test(action))).toEqual([]);
  });

  it("cannot be lost by a destroy, and reports who changes it", () => {
    expect(only(stack.resource["aws_kms_key"]).lifecycle).toEqual({ prevent_destroy: true });
    expect(only(stack.resource["aws_cloudwatch_event_target"]).arn).toBe(TOPIC);
    expect(only(stack.resource["aws_cloudwatch_event_rule"]).event_pattern).toContain("PutKeyPolicy");
  });

  it("follows its images: two while one replaces the other, and need no signature where none is asked for", () => {
    const next = PCR0.replaceAll("7", "8");
    const json = synthStack((scope) => {
      enclaveWithoutSigner(scope, { images: [PCR0, next], curve: "ed25519" });
    });
    const [, decrypts, makes] = statements(json);
    expect(decrypts.Condition).toEqual({
      StringEqualsIgnoreCase: { "kms:RecipientAttestation:ImageSha384": [PCR0, next] },
    });
    expect(makes.Condition.StringEquals).toEqual({ "kms:DataKeyPairSpec": "ECC_NIST_EDWARDS25519" });
  });

  it("runs on nodes that are reserved for it and start enclaves", () => {
    expect(only(stack.resource["aws_launch_template"]).enclave_options).toEqual({ enabled: true });
    expect(only(stack.resource["aws_eks_node_group"])).toMatchObject({
      cluster_name: "prod-main",
      labels: { "palisade.dev/enclaves": "hot-wallet", "aws-nitro-enclaves-k8s-dp": "enabled" },
      taint: [{ key: "palisade.dev/enclaves", value: "hot-wallet", effect: "NO_SCHEDULE" }],
    });
  });

  it("runs on nodes that keep memory and processors back for it before they join", () => {
    expect(userData(stack)).toContain("printf -- '---\\nmemory_mib: %s\\ncpu_count: %s\\n' 2048 2 >");
    expect(userData(stack)).toContain("systemctl enable --now nitro-enclaves-allocator.service");
    expect(userData(stack)).toMatch(
      /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="(.+)"\n[\s\S]*--\1--\n$/,
    );
  });

  it("gives the device to pods on these nodes alone, and its plugin reaches nobody", () => {
    const release = only(stack.resource["helm_release"]);
    expect(release).toMatchObject({
      chart: "oci://public.ecr.aws/aws-nitro-enclaves/charts/aws-nitro-enclaves-k8s-device-plugin",
      version: "0.4.1",
      namespace: "kube-system",
    });
    expect(JSON.parse(release.values[0]).awsNitroEnclavesK8SDaemonset).toMatchObject({
      nodeSelector: { "palisade.dev/enclaves": "hot-wallet" },
      tolerations: [{ key: "palisade.dev/enclaves", value: "hot-wallet", effect: "NoSchedule" }],
      awsNitroEnclavesK8SDp: { env: { maxEnclavesPerNode: "1" } },
    });
    const { spec } = only(stack.resource["kubernetes_network_policy_v1"]);
    expect(spec.pod_selector.match_labels).toEqual({
      name: "aws-nitro-enclaves-k8s-dp",
      "app.kubernetes.io/instance": release.name,
    });
    expect(spec.policy_types).toEqual(["Ingress", "Egress"]);
    expect(spec.ingress ?? []).toEqual([]);
  });

  it("tells pods how to get there and what to ask for", () => {
    const source = enclaveIn(fresh());
    expect(source.reservedNodes.tolerations).toEqual([
      { key: "palisade.dev/enclaves", value: "hot-wallet", effect: "NoSchedule" },
    ]);
    expect(source.podResources).toEqual({
      "aws.ec2.nitro/nitro_enclaves": "1",
      "aws.ec2.nitro/nitro_enclaves_cpus": "2",
      "hugepages-1Gi": "2048Mi",
    });
  });

  it("has a runbook with its images and the steps that are a person's", () => {
    const { runbook, toComplete } = enclaveIn(fresh());
    expect(runbook).toContain(PCR0);
    expect(runbook).toContain("palisade.dev/enclaves=hot-wallet");
    expect(toComplete.join("\n")).toContain(
      "`GenerateDataKeyPair` on `alias/palisade/hot-wallet-enclave`, `ECC_SECG_P256K1`",
    );
  });

  it("has a name as long as a key source may have", () => {
    const json = synthStack((scope) => void enclaveIn(scope, { name: `a${"b".repeat(62)}` }));
    expect(only(json.resource["aws_eks_node_group"]).node_group_name_prefix.length).toBeLessThanOrEqual(37);
  });
});

describe("an enclave that is refused", () => {
  it("says everything at once", () => {
    const problems = problemsOf(() =>
      enclaveIn(fresh(), {
        ...untyped<object>({ name: "E", curve: "bls12-381", description: " ", alarmTopicArn: "x", role: {} }),
        images: [ZEROS, "AB", ZEROS],
        signerPcr8: ZEROS,
        nodes: {
          instanceTypes: ["t3.xlarge", "m7i.large"],
          minNodes: 1,
          maxNodes: 1,
          enclave: { memoryMiB: 1536, cpuCount: 3 },
        },
      }),
    );
    expect(problems.map(({ what }) => what)).toEqual([
      "the name of a key source is no plain name",
      expect.stringContaining("AWS Nitro Enclave cannot hold a key on BLS12-381"),
      "the key of an enclave does not say what it signs",
      "the node group e-ea09f2a8 keeps an odd amount of memory back for its enclaves",
      "the node group e-ea09f2a8 keeps an odd number of processors back for its enclaves",
      "the node group e-ea09f2a8 names an instance type that starts no enclaves",
      "the node group e-ea09f2a8 names an instance type that starts no enclaves",
      "a key of an enclave is for one image, or for two while one follows the other",
      expect.stringContaining("image 1 is all zeros, which is what every enclave in debug mode measures"),
      "image 2 is no measurement of an enclave",
      expect.stringContaining("image 3 is all zeros"),
      expect.stringContaining("signerPcr8 is all zeros"),
      "nobody may start the enclave with its key",
      "the key of an enclave has nobody who hears when it is disabled or deleted",
    ]);
  });

  it("for the measurement of debug mode, with the whole message", () => {
    expect(() => enclaveIn(fresh(), { images: [ZEROS] })).toThrow(
      "test/enclave: image 1 is all zeros, which is what every enclave in debug mode measures: whoever starts one would get the key\n" +
        "  allowed: the measurement of one image\n" +
        "  do this: build the image, and start it without --debug-mode and --attach-console\n" +
        "  source: AWS Nitro Enclaves User Guide, where to get an enclave's measurements",
    );
  });

  it.each([
    [{ images: [] }, { got: 0, doThis: "build the image, and write its PCR0 into images" }],
    [{ images: [PCR0, PCR0] }, { got: 2, doThis: "take out the images that no longer run" }],
    [{ nodes: {} }, { what: "the enclave has no nodes to run on" }],
  ])("for %j", (props, problem) => {
    expect(problemsOf(() => enclaveIn(fresh(), untyped(props)))).toMatchObject([problem]);
  });
});
