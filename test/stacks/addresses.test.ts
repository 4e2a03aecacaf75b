import { addressesOf, shippedStackNames, synthEnvironments } from "../support/environments";

/**
 * Terraform addresses are public API: a line that disappears from this list destroys what stands behind it. Whoever
 * renames on purpose adds a `moved` block and says so in the changelog.
 */
describe("addresses of every stack", () => {
  const stacks = synthEnvironments();
  test("every environment has its stacks, and no other", () => {
    expect(Object.keys(stacks).sort()).toEqual(shippedStackNames());
  });

  test.each(Object.keys(stacks))("%s keeps its addresses", (name) => {
    const stack = stacks[name];
    expect(stack === undefined ? [] : addressesOf(stack)).toMatchSnapshot();
  });
});
