import { exampleOf, examplePolicy, exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";
import { conditionsOf } from "./policy-conditions";

/** Keys of conditions on what an enclave, or a machine with NitroTPM, measures. */
const MEASUREMENT = "kms:recipientattestation:";
const ZEROS = /^0+$/;

export const debugEnclave = guardrail({
  id: "identity/debug-enclave",
  title: "No policy lets in an enclave that runs in debug mode",
  severity: "critical",
  why: "Every enclave in debug mode measures zeros, whatever runs in it: whoever may start one gets the key in clear.",
  fix: "name the measurement of the image (images of KeySource.nitroEnclave), and start it without debug mode",
  controls: { nist: ["AC-3", "SC-12"] },
  source: "AWS Nitro Enclaves User Guide, where to get an enclave's measurements",
  subject: "statement",
  check: (statement) => {
    if (!statement.allows) return undefined;
    const measured = conditionsOf(statement).filter(({ key }) => key.startsWith(MEASUREMENT));
    if (measured.length === 0) return undefined;
    const zero = measured.find(({ values }) => values.some((value) => ZEROS.test(value)));
    return zero === undefined ? PASS : fail(["Condition"], "the measurement of one image", zero.key);
  },
  examples: () => {
    const zeros = "0".repeat(96);
    const image = "7f".repeat(48);
    const statement = (measured: object, more: object = {}) => ({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:role/enclave" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEqualsIgnoreCase: measured },
      ...more,
    });
    const key = (says: string, measured: object, more: object = {}) =>
      exampleOf(says, "aws_kms_key", { policy: examplePolicy(statement(measured, more)) });
    return {
      pass: [
        key("one image", { "kms:RecipientAttestation:ImageSha384": image }),
        key("two images, signed by one certificate", {
          "kms:RecipientAttestation:ImageSha384": [image, "0a".repeat(48)],
          "kms:RecipientAttestation:PCR8": image,
        }),
      ],
      fail: [
        key("zeros", { "kms:RecipientAttestation:ImageSha384": zeros }),
        key("zeros beside an image", { "kms:RecipientAttestation:PCR0": [image, zeros] }),
        key("zeros in another register", {
          "kms:RecipientAttestation:ImageSha384": image,
          "kms:RecipientAttestation:PCR8": zeros,
        }),
        exampleStatements("zeros in a policy of a role", {
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:RecipientAttestation:PCR0": zeros } },
        }),
      ],
      notApplicable: [
        key("a denial of zeros", { "kms:RecipientAttestation:PCR0": zeros }, { Effect: "Deny" }),
        key("zeros that are no measurement", { "kms:EncryptionContext:it": zeros }),
        key("no condition", {}, { Condition: undefined }),
      ],
    };
  },
});
