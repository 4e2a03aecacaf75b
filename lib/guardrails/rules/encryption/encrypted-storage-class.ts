import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { encryptsByDefault } from "./default-encryption";

const OF_EBS = ["ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs"];

export const encryptedStorageClass = guardrail({
  id: "encryption/encrypted-storage-class",
  title: "Every storage class makes encrypted EBS volumes",
  severity: "high",
  why: "Every volume of every workload of the class, those of chain data and signers too, is in clear without it.",
  fix: 'set the parameter encrypted to "true", as an EncryptedStorageClass does',
  controls: { soc2: ["CC1.1", "CC6.7"], iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["C-0264"],
  subject: "object",
  kinds: ["StorageClass"],
  check: ({ manifest, resource }) => {
    if (!OF_EBS.some((provisioner) => provisioner === manifest["provisioner"])) return undefined;
    return expectAt(manifest, "parameters.encrypted").toBe(true, encryptsByDefault(resource.stack) ? "pass" : "fail");
  },
  examples: () => {
    const storage = (says: string, provisioner: string, parameters: object) =>
      exampleObjects(says, {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: { name: "it" },
        provisioner,
        parameters,
      });
    const metadata = { name: "it" };
    return {
      pass: [
        storage("an encrypted class", "ebs.csi.aws.com", { type: "gp3", encrypted: "true" }),
        exampleOf("a resource of its own", "kubernetes_storage_class_v1", {
          metadata,
          storage_provisioner: "ebs.csi.aws.com",
          parameters: { encrypted: "true" },
        }),
        exampleOf(
          "an account that encrypts by default",
          "kubernetes_storage_class_v1",
          { metadata, storage_provisioner: "ebs.csi.aws.com" },
          { aws_ebs_encryption_by_default: { it: {} } },
        ),
      ],
      fail: [
        storage("nothing said", "ebs.csi.aws.com", { type: "gp3" }),
        storage("nothing said in a cluster that runs itself", "ebs.csi.eks.amazonaws.com", { type: "gp3" }),
        storage("nothing said in the older way", "kubernetes.io/aws-ebs", { type: "gp3" }),
        storage("a class that says no", "ebs.csi.aws.com", { encrypted: "false" }),
        exampleOf("a resource of its own that says nothing", "kubernetes_storage_class_v1", {
          metadata,
          storage_provisioner: "ebs.csi.aws.com",
        }),
      ],
      unknown: [storage("who decides later", "ebs.csi.aws.com", { encrypted: "$" + "{var.encrypted}" })],
      notApplicable: [storage("a class of another kind", "efs.csi.aws.com", {})],
    };
  },
});
