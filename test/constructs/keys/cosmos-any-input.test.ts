import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import { CosmosNode, CosmosSigner, TmkmsKey } from "../../../constructs/keys";
import { PalisadeError } from "../../../lib/core/errors";
import { CHAIN_ID, TMKMS_IMAGE, VALIDATOR } from "./cosmos-fixtures";
import { place } from "./key-fixtures";

const FIELDS = ["chainId", "validator", "storageGiB", "threshold", "shards", "nodes", "node", "key", "image", "secret"];
const node = CosmosNode.fromAddress("10.1.2.3:1234");
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(undefined, CHAIN_ID, VALIDATOR, 2, node, [node], TMKMS_IMAGE),
);
const junk = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: FIELDS.length });
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
const untyped = (props: Readonly<Record<string, unknown>>): any => ({ ...props });
const fresh = () => new TerraformStack(new App(), "test");

test.each<[string, (props: Readonly<Record<string, unknown>>) => unknown]>([
  ["CosmosSigner.horcrux", (props) => CosmosSigner.horcrux(fresh(), "it", untyped({ ...props, ...place }))],
  ["CosmosSigner.tmkms", (props) => CosmosSigner.tmkms(fresh(), "it", untyped({ ...props, ...place }))],
  ["CosmosNode.fromAddress", (props) => CosmosNode.fromAddress(untyped(props)["chainId"])],
  ["TmkmsKey.softSign", (props) => TmkmsKey.softSign(untyped(props)["secret"])],
  ["TmkmsKey.yubiHsm", (props) => TmkmsKey.yubiHsm(untyped(props)["key"], untyped(props))],
])("%s takes it or says what is wrong, and never fails in another way", (_, make) => {
  fc.assert(
    fc.property(junk, (props) => {
      try {
        make(props);
      } catch (error) {
        expect(error).toBeInstanceOf(PalisadeError);
      }
    }),
    { numRuns: 100 },
  );
});
