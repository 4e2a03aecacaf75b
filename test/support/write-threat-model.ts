import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INCIDENT_IDS, INCIDENTS } from "../../lib/catalogue/incidents";
import { incidentPage } from "../../lib/render/incident-runbook";
import { threatModelPage } from "../../lib/render/threat-model";

/** Writes docs/threat-model.md and docs/runbooks/incidents anew: `npx tsx test/support/write-threat-model.ts`. */
const docs = join(__dirname, "../../docs");
const folder = join(docs, "runbooks/incidents");
mkdirSync(folder, { recursive: true });
for (const id of INCIDENT_IDS) writeFileSync(join(folder, `${id}.md`), incidentPage(INCIDENTS[id]));
writeFileSync(join(docs, "threat-model.md"), threatModelPage());
