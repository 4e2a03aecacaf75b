import type { CustodySpec } from "../types";

/** Keys that are in clear only inside an enclave whose image KMS knows. */
export const NITRO_ENCLAVE: CustodySpec = {
  kind: "nitro-enclave",
  title: "AWS Nitro Enclave",
  about:
    "The key is stored encrypted under a key of KMS, and KMS hands it in clear to an enclave that proves which image it runs, and to nobody else. An enclave has no disk, no network and no login; the node it runs on passes messages.",
  curves: ["secp256k1", "ed25519"],
  curveReason:
    "KMS makes data key pairs on secp256k1 and Ed25519 and on none of BLS12-381; such a key would have to be brought in from outside",
  signsBy: "online",
  use: "The program in the enclave. Which one that is, the key's policy says by the measurement of its image; KMS has no such condition for Sign, so the enclave signs by itself. Every pod on the node can talk to the enclave: what it signs, and for whom, is the program's own business.",
  recovery:
    "The encrypted key is a file: keep it in two places. Without the key of KMS it is noise, so that one cannot be destroyed by Terraform and takes 30 days to delete.",
  made: "Nodes that start enclaves, reserved for them; the device plugin on them; the key of KMS with a policy on measurements, which nobody else can decrypt with; alarms on changes of it. The enclave's image, the program in it and the first key are yours.",
  rotation: {
    when: "A new image of the enclave is to run, a person with access to the build leaves, or the address changes its purpose.",
    steps: [
      "Build the image twice on two machines and compare PCR0: who cannot reproduce it does not know what is in it.",
      "A new image: put its PCR0 beside the old one in `images`, apply, roll the pods, see that it signs, then take the old one out and apply.",
      "A new signing key: let the enclave make one (GenerateDataKeyPair with its attestation), store the encrypted half, and send a small amount to its address.",
      "Move what the old address holds, change every list that names it, and keep the old encrypted key for as long as anything may still arrive.",
    ],
    never: [
      "Do not leave an old image in `images`: whoever has it can run it again, with the faults for which it was replaced.",
    ],
  },
  loss: {
    when: "The enclave does not start, KMS answers AccessDenied, or the encrypted key is gone.",
    steps: [
      "AccessDenied: compare the image's PCR0 and PCR8 (`nitro-cli describe-eif --eif-path <file>`) with the key's policy; an enclave in debug mode has zeros, and is refused.",
      "The pod stays pending: does the node have `aws.ec2.nitro/nitro_enclaves` and huge pages? See `systemctl status nitro-enclaves-allocator` and the device plugin's log.",
      "The key of KMS is disabled or about to be deleted: `aws kms cancel-key-deletion`, then `aws kms enable-key`.",
      "The encrypted key is gone: bring it back from its second place. Gone in both, the address can never sign again.",
    ],
    never: ["Do not start the enclave in debug mode to look inside, with a policy that lets zeros in."],
  },
  compromise: {
    when: "A signature that nobody ordered, the alarm says PutKeyPolicy or CreateGrant outside of a deployment, or the image was built by somebody else.",
    steps: [
      "`aws kms disable-key --key-id <key>`: no enclave gets the key in clear any more. Those that run have it in memory.",
      "Delete the pods, or drain the nodes: the enclave ends, and the key in its memory with it.",
      "CloudTrail, events Decrypt and GenerateDataKeyPair of the key: each says which image asked (`recipient`), and who.",
      "Was the image itself yours? Then its program signed what it was asked: find out which pod of the node asked.",
      "Make a new key in an image that you trust, move everything to its address, and report it as an incident.",
    ],
    never: ["Do not delete the key of KMS: what arrives at the old address could never be moved."],
  },
  sources: [
    "AWS Nitro Enclaves User Guide: requirements; using Nitro Enclaves with Amazon EKS; cryptographic attestation (measurements, debug mode)",
    "AWS KMS Developer Guide, condition keys for attested platforms: Decrypt, DeriveSharedSecret, GenerateDataKey, GenerateDataKeyPair, GenerateRandom",
    "AWS KMS API Reference, GenerateDataKeyPair: Recipient, key pair specs ECC_SECG_P256K1 and ECC_NIST_EDWARDS25519",
    "aws/aws-nitro-enclaves-k8s-device-plugin 62e954c, README: at most 4 enclaves on a node",
  ],
};
