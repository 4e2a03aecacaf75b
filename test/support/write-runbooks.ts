import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SUBJECT_IDS, SUBJECTS } from "../../lib/catalogue/alerts";
import { runbookPage } from "../../lib/render/runbook";

/** Writes docs/runbooks anew from the alert catalogue: `npx tsx test/support/write-runbooks.ts`. */
const folder = join(__dirname, "../../docs/runbooks");
mkdirSync(folder, { recursive: true });
for (const id of SUBJECT_IDS) writeFileSync(join(folder, `${id}.md`), runbookPage(SUBJECTS[id]));
