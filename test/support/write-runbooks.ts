import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SUBJECT_IDS, SUBJECTS } from "../../lib/catalogue/alerts";
import { CUSTODY, CUSTODY_KINDS } from "../../lib/catalogue/keys";
import { derivationPathsPage } from "../../lib/render/derivation-paths";
import { custodyPage } from "../../lib/render/key-runbook";
import { runbookPage } from "../../lib/render/runbook";

/** Writes docs/runbooks anew from the catalogues of alerts and of keys: `npx tsx test/support/write-runbooks.ts`. */
const folder = join(__dirname, "../../docs/runbooks");
mkdirSync(folder, { recursive: true });
for (const id of SUBJECT_IDS) writeFileSync(join(folder, `${id}.md`), runbookPage(SUBJECTS[id]));

const keys = join(folder, "keys");
mkdirSync(keys, { recursive: true });
for (const kind of CUSTODY_KINDS) writeFileSync(join(keys, `${kind}.md`), custodyPage(CUSTODY[kind]));
writeFileSync(join(folder, "../derivation-paths.md"), derivationPathsPage());
