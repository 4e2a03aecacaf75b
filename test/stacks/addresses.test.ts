import { addressesOf, synthEnvironments } from "../support/environments";

/**
 * Terraform addresses are public API: a line that disappears from this list destroys what stands behind it. Whoever
 * renames on purpose adds a `moved` block and says so in the changelog.
 */
describe("addresses of every stack", () => {
  const stacks = synthEnvironments();
  test("every environment has its stacks, and no other", () => {
    const shared = ["platform", "secrets", "monitoring", "nodes", "rpc", "agents"];
    const aws = ["bootstrap", "audit", "network", "cluster", ...shared];
    expect(Object.keys(stacks).sort()).toEqual(
      [
        ...shared.map((role) => `local-${role}`),
        ...["dev", "staging", "prod"].flatMap((name) => aws.map((role) => `${name}-${role}`)),
      ].sort(),
    );
  });

  test.each(Object.keys(stacks))("%s keeps its addresses", (name) => {
    const stack = stacks[name];
    expect(stack === undefined ? [] : addressesOf(stack)).toMatchSnapshot();
  });
});
