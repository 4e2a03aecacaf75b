import { recordAt } from "../../lib/core/json";
import { synthStack } from "../support/synth";
import { declareNovelties } from "./vouching";

test("what somebody answers for is let pass, in each way to say so", () => {
  const { resource } = synthStack(declareNovelties);
  expect(Object.keys(recordAt(resource, "aws_instance"))).toEqual(["box"]);
});
