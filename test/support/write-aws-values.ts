import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apiValues } from "./aws-api-model";
import { diffableJson } from "./diffable-json";

/**
 * Writes lib/catalogue/aws/api-values.json anew: `npx tsx test/support/write-aws-values.ts FOLDER`, where FOLDER is a
 * botocore package (`pip install --target . botocore==VERSION` leaves one). What to look up is in aws-arguments.ts.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("say where the botocore package is");
writeFileSync(join(__dirname, "../../lib/catalogue/aws/api-values.json"), diffableJson(apiValues(folder)));
