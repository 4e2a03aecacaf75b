import { reachOf } from "../../../lib/guardrails/addresses";
import { REFERENCE } from "../../../lib/truth/terraform-text";

test.each([
  ["0.0.0.0/0", "everyone"],
  ["128.0.0.0/1", "everyone"],
  ["64.0.0.0/7", "everyone"],
  ["10.0.0.0/8", "limited"],
  ["203.0.113.7/32", "limited"],
  ["::/0", "everyone"],
  ["2000::/3", "everyone"],
  ["2a00::/11", "everyone"],
  ["2001:db8::/32", "limited"],
  ["fd00::/12", "limited"],
  [REFERENCE, "unknown"],
  [`10.0.0.0/${REFERENCE}`, "unknown"],
  [`${REFERENCE}/32`, "limited"],
  ["", "limited"],
  ["10.0.0.1", "limited"],
  ["anything/at all", "limited"],
  [7, "limited"],
  [undefined, "limited"],
])("the block %j lets in: %s", (block, reach) => {
  expect(reachOf(block)).toBe(reach);
});
