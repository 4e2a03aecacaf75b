import { writeFileSync } from "node:fs";
import { SCANNER_PAGE_FILE, scannerPage } from "./scanner-page";

/** Writes docs/scanners.md anew: `npx tsx test/support/write-scanner-findings.ts`. */
writeFileSync(SCANNER_PAGE_FILE, scannerPage());
