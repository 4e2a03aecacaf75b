import { readFileSync, writeFileSync } from "node:fs";
import { pages, withExamples } from "./readme";

/** Writes the examples into README.md and docs/ anew: `npx tsx test/support/write-readme.ts`. */
for (const path of pages()) writeFileSync(path, withExamples(readFileSync(path, "utf8")));
