import { ImageRef } from "../../../constructs/core/image-ref";
import { TmkmsKey } from "../../../constructs/keys";
import { HORCRUX } from "../../../lib/catalogue/clients/horcrux";
import { problemsOf } from "../../support/refusals";
import { synthApp } from "../../support/synth";
import { deviceIn, horcruxIn, OTHER_VALIDATOR, tmkmsIn, tmkmsSecret } from "./cosmos-fixtures";
import { vaultIn } from "./key-fixtures";
import { monitor, production } from "./production";

const { repository, tag } = HORCRUX.image;
const image = ImageRef.parse(`${repository}:${tag}@sha256:${"0a".repeat(32)}`);

test("co-signers and TMKMS with a device pass the strict profile without a finding", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const stack = production(app, "prod-keys");
      horcruxIn(stack, { image });
      monitor(stack);
      const other = production(app, "prod-device");
      const options = { secret: tmkmsSecret(vaultIn(other), "yubihsm-password") };
      tmkmsIn(other, { validator: OTHER_VALIDATOR, key: TmkmsKey.yubiHsm(deviceIn(other), options) }, "device");
      monitor(other);
    }),
  );
  expect(problems).toEqual([]);
});
