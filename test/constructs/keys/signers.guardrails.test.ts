import { ImageRef } from "../../../constructs/core/image-ref";
import { KeySource } from "../../../constructs/keys";
import { SIGNERS } from "../../../lib/catalogue";
import { problemsOf } from "../../support/refusals";
import { synthApp } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import { limits, payerIn, signerIn, TOPIC } from "./key-fixtures";
import { monitor, production } from "./production";

const { repository, tag } = SIGNERS["web3signer-eth2"].image;
const image = ImageRef.parse(`${repository}:${tag}@sha256:${"0a".repeat(32)}`);

test("signers, their database and keys of KMS pass the strict profile without a finding", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const stack = production(app, "prod-keys");
      signerIn(stack, { image });
      payerIn(stack, { image }).grantSign(workloadIn(stack, "shop", "keys"), limits);
      KeySource.externalMpc(stack, "mpc", {
        name: "payments",
        provider: "fireblocks",
        curve: "secp256k1",
        workspace: "acme",
        bucketName: "acme-prod-co-signer",
        region: "eu-central-1",
        alarmTopicArn: TOPIC,
        enclaveSignerPcr8: "ab".repeat(48),
      });
      monitor(stack);
    }),
  );
  expect(problems).toEqual([]);
});
