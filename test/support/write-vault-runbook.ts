import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { vaultRunbookPage } from "./vault-runbook-page";

/** Writes docs/vault-server.md anew: `npx tsx test/support/write-vault-runbook.ts`. */
writeFileSync(join(__dirname, "../../docs/vault-server.md"), vaultRunbookPage());
