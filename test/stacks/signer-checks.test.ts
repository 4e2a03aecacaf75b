import { Checker } from "../../lib/core/checks";
import { environments } from "../../stacks/environments";
import { exampleKey } from "../../stacks/environments/signers";
import { checkSigners } from "../../stacks/signer-checks";
import { problemsOf } from "../support/refusals";

describe("signers of an environment", () => {
  const prod = environments.find(({ name }) => name === "prod");
  const signers = prod?.signers;
  if (prod === undefined || signers === undefined) throw new Error("prod has no signers");
  const validators = (network: "mainnet" | "hoodi") => ({
    ...signers.validators,
    more: { network, keysPath: `validators/${network}`, publicKeys: [exampleKey("prod", 9)] },
  });
  const problems = (network: "mainnet" | "hoodi") =>
    problemsOf(() => {
      const check = new Checker("prod");
      checkSigners(check, { ...prod, signers: { ...signers, validators: validators(network) } });
      check.done();
    });

  test("sign for one network, since they share one database that keeps one", () => {
    expect(problems("hoodi")).toMatchObject([{ where: "prod", got: "duties: mainnet, more: hoodi" }]);
    expect(problems("mainnet")).toEqual([]);
  });
});
