import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY, withExamples } from "./readme";

/** Writes the examples into README.md anew: `npx tsx test/support/write-readme.ts`. */
const path = join(REPOSITORY, "README.md");
writeFileSync(path, withExamples(readFileSync(path, "utf8")));
