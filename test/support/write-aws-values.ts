import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiValues } from "./aws-api-model";
import { diffableJson } from "./diffable-json";

/**
 * Writes lib/catalogue/aws/api-values.json anew: `npx tsx test/support/write-aws-values.ts FOLDER VERSION`, where FOLDER
 * is the `data` of a botocore package (`pip install --target . botocore==VERSION` leaves one). What to look up is in
 * aws-arguments.ts; the version is that of the real program in test/real.
 */
const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) throw new Error("say where botocore's data is, and its version");
const file = join(__dirname, "../../lib/catalogue/aws/api-values.json");
writeFileSync(file, diffableJson(apiValues(folder, version)));
