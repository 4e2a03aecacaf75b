import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { weighTruth } from "./truth";
import { truthPage } from "./truth-page";

/** Writes docs/truth.md anew: `npx tsx test/truth/write-truth.ts`. */
writeFileSync(join(__dirname, "../../docs/truth.md"), truthPage(weighTruth()));
