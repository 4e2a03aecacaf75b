import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KNOWN_CHARTS } from "../../lib/catalogue/charts/known-charts";
import { chartValuesFile } from "./charts/chart-values-file";

/**
 * Writes lib/catalogue/charts/values anew from charts at hand: `npx tsx test/support/write-chart-values.ts FOLDER`.
 * The folder holds the unpacked charts of `KNOWN_CHARTS`, each at the version named there (`helm pull --untar`).
 */
const OUTPUT = join(__dirname, "../../lib/catalogue/charts/values");

const [charts] = process.argv.slice(2);
if (charts === undefined) throw new Error("name the folder with the unpacked charts");
mkdirSync(OUTPUT, { recursive: true });
for (const chart of KNOWN_CHARTS) {
  writeFileSync(join(OUTPUT, `${chart.name}-${chart.version}.json`), chartValuesFile(charts, chart));
}
