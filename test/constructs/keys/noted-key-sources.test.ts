import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import { KeySource, noteKeySource } from "../../../constructs/keys";
import { CUSTODY } from "../../../lib/catalogue/keys";
import { recordAt } from "../../../lib/core/json";
import { type KeySourceMark, keySourcesIn } from "../../../lib/truth/key-source-mark";
import { MARKS } from "../../../lib/truth/synthesized-resource";
import { synthesizedWithComments } from "../../support/synthesized-with-comments";
import { blsKey, hotWallet, vaultIn } from "./key-fixtures";
import { fresh } from "./key-source-fixture";

const alice = "0x8617E340B3D01FA5F11F306F4090FD50E238070D";
const bob = "0xde709f2102306220921060314715629080e2fb77";
const account = "0x52908400098527886E0F7030069857D2E4169EE7";

/** What the file of a stack says of its key sources. */
function written(build: (stack: TerraformStack) => void): readonly KeySourceMark[] {
  const [stack] = synthesizedWithComments((app) => {
    const scope = new TerraformStack(app, "test");
    new LocalBackend(scope, { path: "terraform.test.tfstate" });
    build(scope);
  });
  return keySourcesIn(recordAt(stack?.json, "//", MARKS));
}

describe("key sources in the synthesized file", () => {
  const sources = written((scope) => {
    new AwsProvider(scope, "aws", { region: "eu-central-1" });
    new VaultProvider(scope, "vault", { address: "https://vault.vault.svc:8200" });
    hotWallet(scope);
    KeySource.vaultKeystores(vaultIn(scope), { name: "validators", path: "v", keys: [blsKey(1)] });
    KeySource.multisig(scope, { name: "treasury", account, owners: { alice, bob }, threshold: 2 });
    KeySource.cold(scope, {
      name: "withdrawals",
      curve: "bls12-381",
      keys: [blsKey(2)],
      owners: ["alice", "bob"],
      lastDrill: "2026-11-01",
      today: "2026-11-21",
    });
    KeySource.yubiHsm(scope, {
      name: "consensus",
      curve: "ed25519",
      serial: "0012345678",
      connector: "http://127.0.0.1:12345",
      objectId: 7,
      custodians: ["alice", "carol"],
    });
  });

  it("stand with custody, public keys and who holds them, whether something is made of them or not", () => {
    expect(sources).toEqual([
      { name: "wallet", at: "test/wallet", custody: "aws-kms", curve: "secp256k1", keys: ["aws-kms:test/wallet"] },
      { name: "validators", at: "test/store", custody: "vault-keystores", curve: "bls12-381", keys: [blsKey(1)] },
      {
        name: "treasury",
        at: "test",
        custody: "multisig",
        curve: "secp256k1",
        keys: [account],
        owners: ["alice", "bob"],
        threshold: 2,
      },
      {
        name: "withdrawals",
        at: "test",
        custody: "cold",
        curve: "bls12-381",
        keys: [blsKey(2)],
        owners: ["alice", "bob"],
        lastDrill: "2026-11-01",
        drillDays: 365,
      },
      {
        name: "consensus",
        at: "test",
        custody: "yubihsm",
        curve: "ed25519",
        keys: [],
        owners: ["alice", "carol"],
      },
    ]);
  });

  it("are told apart by their names", () => {
    const scope = fresh();
    const props = { name: "treasury", account, owners: { alice, bob }, threshold: 2 };
    KeySource.multisig(scope, props);
    expect(() => KeySource.multisig(scope, props)).toThrow(
      "test: two key sources of one stack have one name, so that reports and runbooks cannot tell them apart\n" +
        '  got: "treasury"\n' +
        "  allowed: a name of its own for each\n" +
        "  do this: rename it, or use the one of test",
    );
  });

  it("may be a team's own", () => {
    const own = written((scope) =>
      noteKeySource(scope, { name: "tee", custody: CUSTODY.yubihsm, curve: "ed25519", keys: [], runbook: "" }),
    );
    expect(own).toMatchObject([{ name: "tee", at: "test" }]);
  });
});
