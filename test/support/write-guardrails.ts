import { writeFileSync } from "node:fs";
import { GUARDRAILS_PAGE_FILE, guardrailsPage } from "./guardrails-page";

/** Writes docs/guardrails.md anew: `npx tsx test/support/write-guardrails.ts`. */
writeFileSync(GUARDRAILS_PAGE_FILE, guardrailsPage());
