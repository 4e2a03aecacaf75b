import type { Rule } from "../../rule";
import { encryptedBackend } from "./encrypted-backend";
import { foreignState } from "./foreign-state";
import { ignoredChanges } from "./ignored-changes";
import { localBackend } from "./local-backend";
import { lockedBackend } from "./locked-backend";
import { ownStateKey } from "./own-state-key";
import { preventedDestroy } from "./prevented-destroy";
import { provisioner } from "./provisioner";
import { stateBucket } from "./state-bucket";

/** Rules on Terraform's state, and on what an apply may do. */
export const STATE_RULES: readonly Rule[] = [
  encryptedBackend,
  foreignState,
  ignoredChanges,
  localBackend,
  lockedBackend,
  ownStateKey,
  preventedDestroy,
  provisioner,
  stateBucket,
];
