import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const FOLDER = join(__dirname, "../../../shared/schemas");

/** `test` where the file to compare with is at hand; elsewhere skipped, visibly. */
export function testWith(file: string): jest.It {
  if (existsSync(join(FOLDER, file))) return test;
  // biome-ignore lint/suspicious/noConsole: a skipped comparison must be seen
  console.warn(`skipped: schemas/${file} is not here to compare with`);
  return test.skip;
}

/** A file to compare with, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: the file's shape is known to the test that reads it
export function readSchema(file: string): any {
  const content = readFileSync(join(FOLDER, file));
  return JSON.parse((file.endsWith(".gz") ? gunzipSync(content) : content).toString("utf8"));
}
