import { ImageRef } from "../../../constructs/core/image-ref";
import { SIGNERS } from "../../../lib/catalogue";
import { synthApp } from "../../support/synth";
import { hotWallet, podRole, problemsOf, signerIn } from "./key-fixtures";
import { monitor, production } from "./production";

const { repository, tag } = SIGNERS["web3signer-eth2"].image;
const image = ImageRef.parse(`${repository}:${tag}@sha256:${"0a".repeat(32)}`);

test("signers, their database and keys of KMS pass the strict profile without a finding", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const stack = production(app, "prod-keys");
      signerIn(stack, { image });
      hotWallet(stack).grantSign(podRole(stack, "payer"));
      monitor(stack);
    }),
  );
  expect(problems).toEqual([]);
});
