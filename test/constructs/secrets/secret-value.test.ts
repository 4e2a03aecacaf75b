import * as fc from "fast-check";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { AwsSecret, EngineSecret, Secret } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { only, synthStack } from "../../support/synth";
import { granted, manifestsOf, PATH, storeIn, workloadIn } from "./fixture";

describe("a value", () => {
  const VALUE = "sk-live-51H8xQzExample";

  test("cannot be declared: the compiler and the run both refuse, and the message does not repeat it", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        // @ts-expect-error a secret has no option for a value
        storeIn(stack).secret(PATH, { keys: ["api-key"], value: VALUE });
      }),
    );
    expect(message).toMatch(/given options it does not have\n {2}got: \["value"\]/);
    expect(message).not.toContain(VALUE);
  });

  test.each([Secret, AwsSecret, EngineSecret])("has no place in the type: %p", (type) => {
    const members = Object.getOwnPropertyNames(type.prototype);
    expect(members).toContain("grantRead");
    expect(members.filter((name) => /value|plain|text|password|data/i.test(name))).toEqual([]);
  });

  test("cannot be provided as text", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const secret = storeIn(stack).secret(PATH, { keys: ["api-key"] });
        // @ts-expect-error only values that Terraform forgets are taken
        secret.provide({ "api-key": VALUE }, { version: 1 });
      }),
    );
    expect(message).toContain("the value of api-key is plain text");
    expect(message).not.toContain(VALUE);
  });

  test.each(["ghp_0123456789abcdefghij", "hvs.CAESIJ", `0x${"ab".repeat(32)}`])(
    "that stands as a path is seen: %s",
    (path) => {
      const message = messageOf(() => synthStack((stack) => storeIn(stack).secret(path, { keys: ["k"] })));
      expect(message).toContain("looks like a credential itself");
      expect(message).not.toContain(path);
    },
  );

  test("that is provided goes through a write-only argument, whatever it is, and nowhere else", () => {
    const stack = synthStack((scope) => {
      const given = new EphemeralVariable(scope, "provider-a-key", { description: "key of provider A" });
      const secret = storeIn(scope).secret(PATH, { keys: ["api-key"] });
      secret.provide({ "api-key": given.ephemeralValue }, { version: 2 });
      secret.grantRead(workloadIn(scope, "erpc"));
    });
    expect(only(stack.resource["vault_kv_secret_v2"])).toEqual({
      mount: expect.stringMatching(/^\$\{vault_mount\..*\.path\}$/),
      name: PATH,
      data_json_wo: expect.stringContaining('jsonencode({"api-key" = var.provider-a-key})'),
      data_json_wo_version: 2,
      lifecycle: { prevent_destroy: true },
    });
    expect(JSON.stringify(stack).match(/var\.provider-a-key/g)).toHaveLength(1);
    expect(stack["variable"]["provider-a-key"]).not.toHaveProperty("default");
  });

  test("given under whatever name ends the synthesis, and the message never repeats it", () => {
    const value = fc.stringMatching(/^[A-Za-z0-9]{24,64}$/);
    const option = fc.stringMatching(/^[a-z]{1,12}$/).filter((name) => !["keys", "refreshSeconds"].includes(name));
    fc.assert(
      fc.property(option, value, (name, text) => {
        const message = messageOf(() =>
          synthStack((stack) => storeIn(stack).secret(PATH, { keys: ["api-key"], [name]: text })),
        );
        expect(message).toContain("given options it does not have");
        expect(message).not.toContain(text);
      }),
      { numRuns: 25 },
    );
  });

  test("has no way into synthesized JSON: nothing in it reads or keeps one", () => {
    const stack = granted();
    const keeping = [
      "vault_kv_secret",
      "vault_kv_secret_v2",
      "vault_generic_secret",
      "kubernetes_secret",
      "kubernetes_secret_v1",
    ];
    expect(Object.keys(stack.resource).filter((type) => keeping.includes(type))).toEqual([]);
    expect(Object.keys(stack.data)).toEqual([]);
    expect(stack.output).toEqual({});
    expect(manifestsOf(stack).map(({ kind }) => kind)).not.toContain("Secret");
  });
});
