import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET_KIND_IDS, SECRET_KINDS } from "../../lib/catalogue/secret-kinds";
import { secretKindPage } from "../../lib/render/secret-runbook";

/** Writes docs/runbooks/secrets anew from the catalogue of secrets: `npx tsx test/support/write-secret-runbooks.ts`. */
const folder = join(__dirname, "../../docs/runbooks/secrets");
mkdirSync(folder, { recursive: true });
for (const id of SECRET_KIND_IDS) writeFileSync(join(folder, `${id}.md`), secretKindPage(SECRET_KINDS[id]));
