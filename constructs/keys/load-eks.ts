import type * as Eks from "../eks";

/** The family of EKS clusters, loaded with the first nodes for enclaves: it takes 60 ms, and most keys need none. */
// biome-ignore lint/style/noCommonJs: a static import would load it with every key.
export const loadEks = (): typeof Eks => require("../eks");
