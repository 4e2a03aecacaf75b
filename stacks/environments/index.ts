import type { EnvironmentSpec } from "../environment";
import { DEV } from "./dev";
import { LOCAL } from "./local";
import { PROD } from "./prod";
import { STAGING } from "./staging";

/** Every environment of this repository, from the one on your machine to the one that must not fail. */
export const environments: readonly EnvironmentSpec[] = [LOCAL, DEV, STAGING, PROD];
