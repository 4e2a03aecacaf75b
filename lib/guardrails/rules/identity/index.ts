import type { Rule } from "../../rule";
import { administratorPolicy } from "./administrator-policy";

/** Rules on identity and access management. */
export const IDENTITY_RULES: readonly Rule[] = [administratorPolicy];
