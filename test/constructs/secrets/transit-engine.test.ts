import { TransitEngine } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { only, synthStack } from "../../support/synth";
import { pipelineIn } from "./engine-fixture";
import { ADDRESS, storeIn, workloadIn } from "./fixture";

describe("a transit key", () => {
  test("stays in Vault, cannot be deleted, and is renewed every quarter", () => {
    const stack = synthStack((scope) => {
      new TransitEngine(scope, "transit", { store: storeIn(scope) }).key("bookmarks");
    });
    expect(only(stack.resource["vault_transit_secret_backend_key"])).toMatchObject({
      type: "aes256-gcm96",
      exportable: false,
      allow_plaintext_backup: false,
      deletion_allowed: false,
      auto_rotate_period: 7_776_000,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("does for each user what was granted, and nothing more", () => {
    const stack = synthStack((scope) => {
      const transit = new TransitEngine(scope, "transit", { store: storeIn(scope) });
      const user = workloadIn(scope, "writer");
      const key = transit.key("bookmarks");
      expect(key.grantEncrypt(user)).toMatchObject({ address: ADDRESS, authPath: "kubernetes", audience: "vault" });
      transit.key("releases", { type: "ed25519" }).grantVerify(pipelineIn(scope));
    });
    const policies = Object.values(stack.resource["vault_policy"] ?? {}).map(({ policy }) => policy);
    expect(policies.filter((policy) => policy.includes("transit/"))).toEqual([
      'path "transit/encrypt/bookmarks" {\n  capabilities = ["update"]\n}\n',
      'path "transit/verify/releases" {\n  capabilities = ["update"]\n}\n',
    ]);
  });

  test("refuses what its kind cannot do", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        new TransitEngine(stack, "transit", { store: storeIn(stack) }).key("k").grantSign(workloadIn(stack, "w"));
      }),
    );
    expect(message).toBe(
      [
        "test/transit/k: a key of the kind aes256-gcm96 cannot sign",
        '  got: "aes256-gcm96"',
        "  allowed: ed25519, ecdsa-p256, ecdsa-p384, rsa-4096",
        "  do this: make a key of another kind",
      ].join("\n"),
    );
  });

  test.each(["secp256k1", "toString"])(
    "refuses %s, which is no kind that Vault has, such as those of chains",
    (type) => {
      const message = messageOf(() =>
        synthStack((stack) => {
          // @ts-expect-error Vault has no such kind
          new TransitEngine(stack, "transit", { store: storeIn(stack) }).key("k", { type });
        }),
      );
      expect(message).toContain("Vault has no such kind of key");
      expect(message).toContain("key source");
    },
  );
});
