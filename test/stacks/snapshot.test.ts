import { synthEnvironments } from "../support/environments";

describe("synthesized stacks", () => {
  const stacks = synthEnvironments();
  test.each(Object.keys(stacks))("%s is as reviewed", (name) => {
    expect(stacks[name]).toMatchSnapshot();
  });
});
