import type { Rule } from "../../rule";
import { encryptedVolume } from "./encrypted-volume";

/** Rules on encryption at rest and in transit. */
export const ENCRYPTION_RULES: readonly Rule[] = [encryptedVolume];
