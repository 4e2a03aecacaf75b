import { REFERENCE } from "../truth/terraform-text";

/** Who an address block lets in: nobody that matters, everyone, or nobody can tell before the apply. */
export type Reach = "limited" | "everyone" | "unknown";

/** Blocks as wide as these hold a good part of the internet: no owner has one, and two of them make all of it. */
const WIDEST = { ipv4: 7, ipv6: 11 };

/** Who an address block, such as `10.0.0.0/16` or `::/0`, lets in. */
export function reachOf(block: unknown): Reach {
  if (typeof block !== "string") return "limited";
  const [address = "", bits = ""] = block.split("/");
  if (bits === "") return block.includes(REFERENCE) ? "unknown" : "limited";
  if (bits.includes(REFERENCE)) return "unknown";
  const isV6 = address.includes(":");
  return Number(bits) <= (isV6 ? WIDEST.ipv6 : WIDEST.ipv4) ? "everyone" : "limited";
}
