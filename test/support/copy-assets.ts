import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What the compiler leaves behind: the catalogue's data and the chart of the bundles. */
const isAsset = (path: string) => path.endsWith(".json") || path.includes("manifest-chart/");

const ROOT = join(__dirname, "../..");
const [, , target = join(ROOT, "dist")] = process.argv;
for (const folder of ["lib", "constructs"]) {
  for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).filter(isAsset)) {
    cpSync(join(ROOT, folder, path), join(target, folder, path), { recursive: true });
  }
}
