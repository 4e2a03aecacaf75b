import { SignerClient, SignerPermission } from "../../../constructs/keys";
import { problemsOf } from "../../support/refusals";

describe("clients of a distributed signer", () => {
  it("are allowed what is named, for a whole wallet or for some accounts", () => {
    const some = SignerPermission.of({ wallet: "Validators", accounts: "eu-.*", operations: ["Sign", "Sign"] });
    expect(some.render()).toEqual({ accounts: "Validators/eu-.*", operations: ["Sign"] });
    expect(SignerPermission.duties("Validators", "eu-[0-9]+").render().accounts).toBe("Validators/eu-[0-9]+");
    expect(SignerPermission.ceremony("Validators").render().accounts).toBe("Validators");
  });

  it.each([
    ["All", "a client would be allowed everything, also to make keys"],
    ["~Sign", "a permission names no operation of Dirk"],
    ["sign", "a permission names no operation of Dirk"],
  ])("are not allowed %s", (operation, what) => {
    // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
    const operations: any = [operation];
    const problems = problemsOf(() => SignerPermission.of({ wallet: "Validators", operations }));
    expect(problems.map((problem) => problem.what)).toEqual([what]);
  });

  it.each([".*", "Val.*", "Validators/x", "1st", ""])("name one wallet, and not %j", (wallet) => {
    expect(problemsOf(() => SignerPermission.duties(wallet)).map(({ what }) => what)).toEqual([
      "a permission names no wallet",
    ]);
  });

  it.each(["\\D+", "(", "a/b", "", "(?=x)"])(
    "name accounts by a pattern that is read as it stands, and not %j",
    (accounts) => {
      expect(problemsOf(() => SignerPermission.duties("Validators", accounts)).map(({ what }) => what)).toEqual([
        "a pattern of accounts is none that Dirk reads as it is written",
      ]);
    },
  );

  it.each(["Vouch.svc", "vouch svc", "*", "a".repeat(65), "-vouch"])("are not known as %j", (name) => {
    const problems = problemsOf(() => SignerClient.fromCertificate(name, SignerPermission.duties("Validators")));
    expect(problems.map(({ what }) => what)).toEqual([
      "a client is known by the common name of its certificate, and this is none that Dirk finds again",
    ]);
  });

  it("have permissions, one for the same accounts", () => {
    const twice = [SignerPermission.duties("Validators"), SignerPermission.ceremony("validators")];
    expect(problemsOf(() => SignerClient.fromCertificate("vouch", ...twice)).map(({ what }) => what)).toEqual([
      "client vouch has two permissions for the same accounts, of which Dirk would read one",
    ]);
    expect(problemsOf(() => SignerClient.fromCertificate("vouch")).map(({ what }) => what)).toEqual([
      "a client has no permission, or something that is none",
    ]);
  });
});
