import { type ISecret, secretProblem } from "../../../constructs/core/secret";

const secret: ISecret = {
  path: "rpc/provider-a",
  keys: ["api-key"],
  grantRead: () => {
    throw new Error("nobody asks");
  },
};

describe("what is given where a secret is wanted", () => {
  it("is fine when it is a secret", () => {
    expect(secretProblem("endpoint", secret)).toBeUndefined();
  });

  it.each([
    ["text", "sk-live-123"],
    ["nothing", undefined],
    ["a number", 7],
    ["an object", { value: "sk-live-123" }],
  ])("is a problem when it is %s, and the message does not repeat it", (_kind, value) => {
    const problem = secretProblem("endpoint", value);
    expect(problem?.what).toContain("endpoint is not a secret");
    expect(JSON.stringify(problem)).not.toContain("sk-live-123");
  });

  it("does not compile when it is text", () => {
    // @ts-expect-error a secret is never text
    const wrong: ISecret = "sk-live-123";
    expect(secretProblem("endpoint", wrong)).toBeDefined();
  });
});
