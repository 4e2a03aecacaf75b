import { App, TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { Workload } from "../../../constructs/core/workload";
import { claimKeys } from "../../../constructs/keys";
import { webContainer } from "../../support/fixtures";
import { problemsOf } from "../../support/refusals";
import { synthApp } from "../../support/synth";
import { blsKey, cloudHsmIn, enclaveIn, hotWallet, place, signerIn } from "./key-fixtures";
import { production } from "./production";

describe("one key in one place", () => {
  it("stops a second signer on the spot, over the stacks of an app, and names both", () => {
    const scope = new App();
    signerIn(new TerraformStack(scope, "prod-keys"));
    const problems = problemsOf(() => signerIn(new TerraformStack(scope, "staging-keys")));
    expect(problems).toMatchObject([
      {
        where: "staging-keys/signer",
        what: "key 0xaaa1aa…aaa1 is already used by prod-keys/signer",
        allowed: "one place for each key, over all environments of the app",
        doThis: "give staging-keys/signer another key, or remove it from prod-keys/signer and apply that first",
      },
      { what: "key 0xaaa2aa…aaa2 is already used by prod-keys/signer" },
    ]);
  });

  it("knows a key in every spelling, and another app's keys are its own", () => {
    const scope = new App();
    const stack = new TerraformStack(scope, "a");
    claimKeys(stack, "signer", [blsKey(1)]);
    const other = new TerraformStack(scope, "b");
    expect(problemsOf(() => claimKeys(other, "signer", [blsKey(1).slice(2).toUpperCase()]))).toHaveLength(1);
    expect(problemsOf(() => claimKeys(new TerraformStack(new App(), "b"), "signer", [blsKey(1)]))).toEqual([]);
  });

  it("is held by one source, over all environments, whichever way it is kept", () => {
    const app = new App();
    const keys = ["0x52908400098527886E0F7030069857D2E4169EE7"];
    hotWallet(new TerraformStack(app, "prod-keys"), "wallet", { keys });
    const staging = new TerraformStack(app, "staging-keys");
    const second = {
      wallet: () => hotWallet(staging, "wallet", { keys: keys.map((key) => key.toLowerCase()) }),
      hsm: () => cloudHsmIn(staging, { keys }),
      enclave: () => enclaveIn(staging, { keys }),
    };
    for (const [id, make] of Object.entries(second)) {
      expect(problemsOf(make)).toMatchObject([
        { where: `staging-keys/${id}`, what: "key 0x529084…9ee7 is already used by prod-keys/wallet" },
      ]);
    }
  });

  it("is kept by a validator and the signer that signs for it", () => {
    const scope = new App();
    const stack = new TerraformStack(scope, "a");
    claimKeys(stack, "signer", [blsKey(1)]);
    expect(problemsOf(() => claimKeys(new TerraformStack(scope, "b"), "validator", [blsKey(1)]))).toEqual([]);
  });

  it("is found by the guardrail as well, over two environments, where nobody claimed it", () => {
    const problems = problemsOf(() =>
      synthApp((scope) => {
        for (const environment of ["prod", "staging"]) {
          new Workload(production(scope, `${environment}-keys`, environment), "own-signer", {
            ...place,
            identity: { kind: "signer", name: "own-signer", keys: [blsKey(1)] },
            controller: Controller.statefulSet({ replicas: 1 }),
            containers: [webContainer],
          });
        }
      }),
    );
    const twice = problems.filter(({ what }) => what.includes("chain/one-key-one-place"));
    expect(twice.map(({ where = "", allowed }) => [where.split(",")[0], allowed])).toEqual([
      [
        "prod-keys/own-signer/stateful-set",
        expect.stringContaining("staging-keys/own-signer/stateful-set of the stack staging-keys uses it too"),
      ],
      [
        "staging-keys/own-signer/stateful-set",
        expect.stringContaining("prod-keys/own-signer/stateful-set of the stack prod-keys uses it too"),
      ],
    ]);
  });
});
